# Fails the build where code compiled for one instruction set could be linked into code for another: every
# function that the linker may merge (a weak symbol) must live in the lanes' own namespace.
# Called with NM and OBJECTS.
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${NM} --demangle ${object} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE ";" "," symbols "${symbols}")
  string(REPLACE "\n" ";" symbols "${symbols}")
  foreach(symbol IN LISTS symbols)
    if(symbol MATCHES "^[0-9a-f]+ [Wu] " AND NOT symbol MATCHES "apogee::lanes_[0-9]+::")
      message(FATAL_ERROR "${object} shares with other instruction sets: ${symbol}")
    endif()
  endforeach()
endforeach()
