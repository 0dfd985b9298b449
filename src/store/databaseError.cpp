// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/databaseError.h"

#include <QSqlError>

namespace sidetone::store {
namespace {

using core::ErrorCode;

// Primary result codes; the extended ones carry them in their low byte.
enum SqliteCode {
    Permission = 3,
    BusyFile = 5,
    LockedTable = 6,
    ReadOnly = 8,
    InputOutput = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    NotADatabase = 26,
};

}  // namespace

core::Error databaseError(const QSqlError& error, const std::string& fileName) {
    const auto tried = "Using the history file " + fileName;
    const int code = error.nativeErrorCode().toInt() & 0xff;
    switch (code) {
        case Full:
            return {ErrorCode::Storage, tried, "the disk is full",
                    "Free some space; nothing that was saved is lost."};
        case Permission:
        case ReadOnly:
        case CannotOpen:
            return {ErrorCode::Storage, tried, "it cannot be opened for writing",
                    "Check who owns the file and its folder, and their permissions."};
        case BusyFile:
        case LockedTable:
            return {ErrorCode::Busy, tried, "another program is using it",
                    "Close the other program and try again."};
        case Corrupt:
        case NotADatabase:
            return {ErrorCode::BadAnswer, tried, "the file is damaged or is no history file",
                    "It was left as it is. Restore it from a backup, or set it aside to begin "
                    "a new history."};
        case InputOutput:
            return {ErrorCode::Storage, tried, "the disk failed to read or write",
                    "Check the disk and its free space."};
        default:
            return {ErrorCode::Internal, tried, error.text().toStdString(), {}};
    }
}

}  // namespace sidetone::store
