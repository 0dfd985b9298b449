// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/encryption/MemoryFile.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace sidetone::store {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Handle {
    sqlite3_file base;
    Bytes* bytes;
};

Bytes& bytesOf(sqlite3_file* file) {
    return *reinterpret_cast<Handle*>(file)->bytes;
}

int closeFile(sqlite3_file* file) {
    delete &bytesOf(file);
    file->pMethods = nullptr;
    return SQLITE_OK;
}

int readFile(sqlite3_file* file, void* room, int amount, sqlite3_int64 offset) {
    const auto& bytes = bytesOf(file);
    const auto size = sqlite3_int64(bytes.size());
    const auto there = std::clamp<sqlite3_int64>(size - offset, 0, amount);
    std::memset(room, 0, std::size_t(amount));
    if (there > 0) std::memcpy(room, bytes.data() + offset, std::size_t(there));
    return there == amount ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    auto& bytes = bytesOf(file);
    bytes.resize(std::max(bytes.size(), std::size_t(offset + amount)));
    std::memcpy(bytes.data() + offset, from, std::size_t(amount));
    return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    bytesOf(file).resize(std::size_t(size));
    return SQLITE_OK;
}

int sizeOf(sqlite3_file* file, sqlite3_int64* size) {
    *size = sqlite3_int64(bytesOf(file).size());
    return SQLITE_OK;
}

int nothing(sqlite3_file* /*file*/, int /*how*/) {
    return SQLITE_OK;
}

int isReserved(sqlite3_file* /*file*/, int* answer) {
    *answer = 0;
    return SQLITE_OK;
}

int control(sqlite3_file* /*file*/, int /*what*/, void* /*argument*/) {
    return SQLITE_NOTFOUND;
}

int noProperty(sqlite3_file* /*file*/) {
    return 0;
}

constexpr sqlite3_io_methods methods = {1,       closeFile,  readFile,   writeFile, truncate,
                                        nothing, sizeOf,     nothing,    nothing,   isReserved,
                                        control, noProperty, noProperty, nullptr,   nullptr,
                                        nullptr, nullptr,    nullptr,    nullptr};

}  // namespace

void openMemoryFile(sqlite3_file* room) {
    auto* handle = reinterpret_cast<Handle*>(room);
    handle->bytes = new Bytes();
    handle->base.pMethods = &methods;
}

}  // namespace sidetone::store
