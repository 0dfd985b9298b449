# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of the project shares, and the three ways to declare one.

add_library(sidetone_options INTERFACE)
target_compile_options(sidetone_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual
    -Wunused -Wnull-dereference -Wformat=2 -Werror
    -fstack-protector-strong -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False alarms inside libstdc++ with -O2 on g++ 12 (std::string, std::optional, std::variant).
    target_compile_options(sidetone_options INTERFACE
        -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow
        -Wno-dangling-reference)
endif()
target_compile_definitions(sidetone_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_ASCII QT_DISABLE_DEPRECATED_BEFORE=0x060400
    SIDETONE_VERSION="${PROJECT_VERSION}")
if(SIDETONE_SANITIZE)
    target_compile_options(sidetone_options INTERFACE
        -fsanitize=${SIDETONE_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(sidetone_options INTERFACE -fsanitize=${SIDETONE_SANITIZE})
endif()

# What a test does itself is done once: it is not worth optimizing what it does with the rooms.
if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" OR CMAKE_BUILD_TYPE STREQUAL "Release")
    set(SIDETONE_TEST_OPTIMIZATION -O1)
endif()

# Hundreds of programs are linked with most of the rooms: these linkers take a fraction of the time.
include(CheckLinkerFlag)
foreach(linker lld gold)
    check_linker_flag(CXX -fuse-ld=${linker} SIDETONE_HAS_${linker})
    if(SIDETONE_HAS_${linker})
        add_link_options(-fuse-ld=${linker})
        break()
    endif()
endforeach()

# The headers that nearly every source includes, compiled once for the rooms and programs and once
# for the tests (with Qt Test): it saves a third to a half of the time of a build from nothing.
# Off it is quicker where a ccache knows most of the sources.
if(SIDETONE_PRECOMPILED)
    # Every target is compiled for threads, so that one header fits them all; a target that it does
    # not fit is compiled without it. With it, g++ 12 tells its false alarms about what it inlined
    # from libstdc++; without it, and with clang, they count.
    target_compile_options(sidetone_options INTERFACE -pthread -Wno-error=invalid-pch)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(sidetone_options INTERFACE -Wno-array-bounds -Wno-stringop-overread
            -Wno-stringop-truncation -Wno-nonnull -Wno-free-nonheap-object -Wno-use-after-free
            -Wno-dangling-pointer -Wno-mismatched-new-delete -Wno-alloc-size-larger-than)
    endif()
    set(shared_headers <algorithm> <chrono> <functional> <map> <memory> <optional> <span> <string>
        <string_view> <utility> <variant> <vector> <QByteArray> <QObject> <QString>)
    add_library(sidetone_precompiled OBJECT ${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp)
    target_link_libraries(sidetone_precompiled PRIVATE sidetone_options Qt6::Core)
    target_precompile_headers(sidetone_precompiled PRIVATE ${shared_headers})
    if(SIDETONE_TESTS)
        # Qt Test tells each program its own folders (QFINDTESTDATA), and looks whether the network's
        # types are to be printed, which would keep the tests from sharing a header. None of them
        # looks for files in that way, and all are compiled as if they used the network.
        set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
        add_library(sidetone_precompiled_tests OBJECT ${CMAKE_CURRENT_LIST_DIR}/precompiled.cpp)
        target_link_libraries(sidetone_precompiled_tests PRIVATE sidetone_options Qt6::Core
            Qt6::Network Qt6::Test)
        target_compile_options(sidetone_precompiled_tests PRIVATE ${SIDETONE_TEST_OPTIMIZATION})
        target_precompile_headers(sidetone_precompiled_tests PRIVATE ${shared_headers} <QSignalSpy>
            <QTest>)
    endif()
endif()

# sidetone_use_precompiled(TARGET [CARRIER]): the target's sources start with these headers.
function(sidetone_use_precompiled target)
    set(carrier sidetone_precompiled ${ARGN})
    list(GET carrier -1 carrier)
    if(SIDETONE_PRECOMPILED)
        target_precompile_headers(${target} REUSE_FROM ${carrier})
    endif()
endfunction()

# sidetone_room(NAME [USES room ...] [LINKS library ...])
#
# A room is a folder of src/ and a static library of all sources below it. USES are the rooms
# that it may use (tests/house checks the includes against docs/decisions.md's order as well).
function(sidetone_room name)
    cmake_parse_arguments(ROOM "" "" "USES;LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp
         ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
    add_library(sidetone_${name} STATIC ${sources})
    set_target_properties(sidetone_${name} PROPERTIES AUTOMOC ON)
    target_include_directories(sidetone_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(sidetone_${name} PUBLIC Qt6::Core PRIVATE sidetone_options)
    foreach(used IN LISTS ROOM_USES)
        target_link_libraries(sidetone_${name} PUBLIC sidetone_${used})
    endforeach()
    target_link_libraries(sidetone_${name} PUBLIC ${ROOM_LINKS})
    sidetone_use_precompiled(sidetone_${name})
endfunction()

# sidetone_test_moc(TARGET SOURCES file ...): the meta objects of a test program, by one step a file.
# AUTOMOC would take three and an empty source, of each of hundreds of programs.
function(sidetone_test_moc target)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/${target}_moc)
    foreach(source IN LISTS ARGN)
        get_filename_component(path ${source} ABSOLUTE)
        get_filename_component(name ${source} NAME_WE)
        string(REGEX REPLACE "\\.cpp$" ".h" header ${path})
        file(STRINGS ${path} included REGEX "#include \"${name}\\.moc\"")
        if(included)
            set(in ${path})
            set(out ${folder}/${name}.moc)
            add_custom_command(OUTPUT ${out} COMMAND Qt6::moc ${in} -o ${out} DEPENDS ${in})
            target_sources(${target} PRIVATE ${out})
        endif()
        set(objects)
        if(EXISTS ${header})
            file(STRINGS ${header} objects REGEX "Q_OBJECT")
        endif()
        if(objects)
            set(out ${folder}/moc_${name}.cpp)
            add_custom_command(OUTPUT ${out} COMMAND Qt6::moc ${header} -o ${out} DEPENDS ${header})
            target_sources(${target} PRIVATE ${out})
        endif()
    endforeach()
    file(MAKE_DIRECTORY ${folder})
    target_include_directories(${target} PRIVATE ${folder})
endfunction()

# sidetone_program(NAME SOURCES file ... LINKS library ...)
function(sidetone_program name)
    cmake_parse_arguments(PROGRAM "" "" "SOURCES;LINKS" ${ARGN})
    add_executable(${name} ${PROGRAM_SOURCES})
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE sidetone_options ${PROGRAM_LINKS})
endfunction()

# sidetone_test(NAME SOURCES file ... LINKS library ... [TIMEOUT seconds] [SERIAL] [LABELS ...])
#
# One test program, one CTest test. The ids in the sources' ROWS("DISC-01", ...) become its
# labels, so that `./dev rows` can join them with the last result. SERIAL: it needs the machine
# for itself (offices, windows).
function(sidetone_test name)
    cmake_parse_arguments(T "SERIAL" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    add_executable(${name} ${T_SOURCES})
    set_target_properties(${name} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    sidetone_test_moc(${name} ${T_SOURCES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src
        ${PROJECT_SOURCE_DIR}/tests/support ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${name} PRIVATE sidetone_options Qt6::Core Qt6::Network Qt6::Test
        ${T_LINKS})
    target_compile_definitions(${name} PRIVATE
        SIDETONE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" SIDETONE_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    target_compile_options(${name} PRIVATE ${SIDETONE_TEST_OPTIMIZATION})
    if(sidetone_fake_client IN_LIST T_LINKS)
        sidetone_use_precompiled(${name} sidetone_fake_client)
    else()
        sidetone_use_precompiled(${name} sidetone_precompiled_tests)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 60)
    endif()
    set(rows ${T_LABELS})
    foreach(source IN LISTS T_SOURCES)
        get_filename_component(path ${source} ABSOLUTE)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
        sidetone_rows_of(${path} found)
        list(APPEND rows ${found})
    endforeach()
    list(REMOVE_DUPLICATES rows)
    if(rows)
        set_property(GLOBAL APPEND_STRING PROPERTY SIDETONE_ROWS "${name}\t${rows}\n")
    endif()
    # A program of which something was skipped and nothing failed counts as skipped, so that a
    # row of it is not taken for proven. Qt Test would end a slow test function after 5 minutes
    # without a word of what it waited for.
    math(EXPR function_timeout "${T_TIMEOUT} * 1000")
    set_tests_properties(${name} PROPERTIES TIMEOUT ${T_TIMEOUT} LABELS "${rows}"
        SKIP_REGULAR_EXPRESSION ", 0 failed, [1-9][0-9]* skipped,"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=*.debug=false;QTEST_FUNCTION_TIMEOUT=${function_timeout}")
    if(T_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()

# sidetone_script_test(NAME SCRIPT [TIMEOUT seconds] [SERIAL]): a shell script as a test; its ids
# stand in a comment line "rows: DISC-01 DISC-02". Exit status 77: skipped.
function(sidetone_script_test name script)
    cmake_parse_arguments(T "SERIAL" "TIMEOUT" "" ${ARGN})
    get_filename_component(path ${script} ABSOLUTE)
    add_test(NAME ${name} COMMAND bash ${path} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 60)
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    sidetone_rows_of(${path} rows)
    if(rows)
        set_property(GLOBAL APPEND_STRING PROPERTY SIDETONE_ROWS "${name}\t${rows}\n")
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${T_TIMEOUT} LABELS "${rows}"
        SKIP_RETURN_CODE 77
        ENVIRONMENT "SIDETONE_BUILD_DIR=${CMAKE_BINARY_DIR}")
    if(T_SERIAL)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
    endif()
endfunction()

# The ids in every ROWS("A-01", "B-02"), or in every comment "rows: A-01 B-02", of a file.
function(sidetone_rows_of file result)
    file(READ ${file} text)
    string(REGEX MATCHALL "(ROWS\\([^)]*\\)|# rows: [^\n]*)" calls "${text}")
    set(ids)
    foreach(call IN LISTS calls)
        string(REGEX MATCHALL "[A-Z0-9]+-[0-9]+" found "${call}")
        list(APPEND ids ${found})
    endforeach()
    set(${result} ${ids} PARENT_SCOPE)
endfunction()
