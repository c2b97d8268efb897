# WebAssembly by Debian's packages: clang-22, lld-22, libc++-22-dev-wasm32, libc++abi-22-dev-wasm32,
# libclang-rt-22-dev-wasm32, wasi-libc; clang runs wasm-opt of binaryen where that is installed. That C++ library
# has no threads, no file system and no unwinding, which is what the core must do without.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_CXX_COMPILER clang++-22)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)  # nothing is linked to try the compiler
set(CMAKE_EXECUTABLE_SUFFIX_CXX .wasm)
# Debian's folders still have the target's old name. libc++'s own headers come before the C library's, which it wraps.
set(CMAKE_CXX_FLAGS_INIT "-nostdinc++ -nostdlibinc -msimd128 -fexceptions -Wno-deprecated \
-isystem /usr/lib/llvm-22/include/wasm32-wasi/c++/v1 -isystem /usr/include/wasm32-wasi")
# -B: where crt1.o stands.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-B /usr/lib/wasm32-wasi -L /usr/lib/wasm32-wasi \
-L /usr/lib/llvm-22/lib/wasm32-wasi -Wl,-z,stack-size=1048576")
