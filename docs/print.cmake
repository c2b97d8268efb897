# cmake -DAPOGEE=PROGRAM -DTO=DIRECTORY -P print.cmake
# Writes man1/apogee.1, a page for each verb beside it, and the completion of each shell, named as the shell.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${TO})
file(MAKE_DIRECTORY ${TO}/man1)

# What the program says the next word may be.
function(words_after variable)
  execute_process(COMMAND ${APOGEE} --complete ${ARGN} "" OUTPUT_VARIABLE lines COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "\t[^\n]*" "" words "${lines}")
  string(REGEX MATCHALL "[^\n]+" words "${words}")
  set(${variable} ${words} PARENT_SCOPE)
endfunction()

words_after(verbs)
foreach(verb IN LISTS verbs)
  set(page ${TO}/man1/apogee-${verb}.1)
  execute_process(COMMAND ${APOGEE} --man ${verb} OUTPUT_FILE ${page} ERROR_VARIABLE said RESULT_VARIABLE status)
  if(status EQUAL 3)  # a program that is not built here
    file(REMOVE ${page})
  elseif(NOT status EQUAL 0)
    message(FATAL_ERROR "apogee --man ${verb}: ${said}")
  endif()
endforeach()
words_after(shells completion)
foreach(shell IN LISTS shells)
  execute_process(COMMAND ${APOGEE} completion ${shell} OUTPUT_FILE ${TO}/${shell} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
execute_process(COMMAND ${APOGEE} --man OUTPUT_FILE ${TO}/man1/apogee.1 COMMAND_ERROR_IS_FATAL ANY)
