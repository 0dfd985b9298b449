// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/databaseError.h"

#include <sqlite3.h>

namespace sidetone::store {
namespace {

using core::ErrorCode;

/// The extended codes carry the primary one in this byte.
constexpr int primary = 0xff;

}  // namespace

core::Error databaseError(int code, const std::string& words, const std::string& fileName) {
    const auto tried = "Using the history file " + fileName;
    switch (code & primary) {
        case SQLITE_FULL:
            return {ErrorCode::Storage, tried, "the disk is full",
                    "Free some space; nothing that was saved is lost."};
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
            return {ErrorCode::Storage, tried, "it cannot be opened for writing",
                    "Check who owns the file and its folder, and their permissions."};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorCode::Busy, tried, "another program is using it",
                    "Close the other program and try again."};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {ErrorCode::BadAnswer, tried, "the file is damaged or is no history file",
                    "It was left as it is. Restore it from a backup, or set it aside to begin "
                    "a new history."};
        case SQLITE_IOERR:
            return {ErrorCode::Storage, tried, "the disk failed to read or write",
                    "Check the disk and its free space."};
        default:
            return {ErrorCode::Internal, tried, words, {}};
    }
}

}  // namespace sidetone::store
