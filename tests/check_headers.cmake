# cmake -DROOT=DIRECTORY -DROOMS="base;physics;..." -P check_headers.cmake
# What a page in a browser lacks (threads, a file system, streams) is named by no header of these rooms: each
# source that needs it can then be left out or replaced.
cmake_minimum_required(VERSION 3.25)
set(lacking "thread|stop_token|future|mutex|shared_mutex|condition_variable|semaphore|latch|barrier|filesystem|\
iostream|fstream|sstream|spanstream|syncstream|ostream|istream|streambuf|unistd.h|fcntl.h|sys/.*")
set(wrong "")
foreach(room IN LISTS ROOMS)
  file(GLOB headers "${ROOT}/${room}/*.h")
  foreach(header IN LISTS headers)
    file(STRINGS "${header}" includes REGEX "^ *# *include <(${lacking})>")
    foreach(line IN LISTS includes)
      file(RELATIVE_PATH name "${ROOT}" "${header}")
      string(APPEND wrong "${name}: ${line}\n")
    endforeach()
  endforeach()
endforeach()
if(wrong)
  message(FATAL_ERROR "a header of the core names what a browser lacks:\n${wrong}")
endif()
