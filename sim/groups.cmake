# With CMAKE_UNITY_BUILD the sources of a room are compiled as one. Two of one room must then not give one name to two
# things, not even in unnamed namespaces. That holds or fails whatever else is added: by counted groups, chance decided
# which sources met.
function(group_by_room target)
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources EXCLUDE REGEX "_keys\\.cpp$|/columns\\.cpp$")  # rows of tables, which speak in short words
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(GET folder FILENAME room)
    set_property(SOURCE ${source} PROPERTY UNITY_GROUP "${room}")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()
