// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "messaging/encryption/FileCipher.h"
#include "messaging/files/FileHash.h"
#include "messaging/files/FileWorker.h"

namespace sidetone::messaging {

/// Reads a file ahead on the worker, sealed on the way where a key is given. Some hundred
/// kilobytes lie in memory, however large the file is. Protocol thread.
class FileReader {
public:
    struct Part {
        std::int64_t offset = 0;
        std::int64_t length = -1;  ///< -1: up to the end
    };
    FileReader(FileWorker& worker, std::filesystem::path file, Part part,
               std::optional<FileKey> key = {}, HashKind hash = HashKind::Sha256);
    ~FileReader();
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;

    /// From the part's beginning, again.
    void rewind();
    /// The next bytes; empty where none are here (yet).
    [[nodiscard]] std::string_view front() const;
    void consume(std::size_t count);
    /// True where all was consumed.
    [[nodiscard]] bool isAtEnd() const;
    /// Of the part, as it lies in the file; known at its end.
    [[nodiscard]] const std::string& hash() const { return hash_; }
    [[nodiscard]] bool hasFailed() const { return hasFailed_; }
    /// Called when there is more, the end is known, or it failed.
    void setReady(std::function<void()> ready) { ready_ = std::move(ready); }

private:
    struct File;
    struct Answer;
    void readAhead();
    static bool seal(FileCipher& cipher, Answer& answer);
    void take(const Answer& answer);

    FileWorker& worker_;
    std::filesystem::path path_;
    Part part_;
    std::optional<FileKey> key_;
    HashKind hashKind_;
    std::shared_ptr<File> file_;  ///< used on the worker alone
    std::string hash_;
    std::deque<std::string> pieces_;
    std::size_t used_ = 0;  ///< of the first piece
    bool isReading_ = false;
    bool isLast_ = false;
    bool hasFailed_ = false;
    std::function<void()> ready_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace sidetone::messaging
