// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/Result.h"
#include "messaging/encryption/FileCipher.h"
#include "messaging/files/FileHash.h"
#include "messaging/files/FileWorker.h"

namespace sidetone::messaging {

/// Writes what arrives to a file of mode 0600 on the worker, and counts its checksum on the way.
/// What arrived stays in the file whatever happens, for the next try. Protocol thread.
class FileWriter {
public:
    struct Settings {
        std::filesystem::path file;
        std::int64_t keep = 0;  ///< bytes that are there already and stay; the rest is cut off
        HashKind hash = HashKind::Sha256;
        std::optional<FileKey> key{};  ///< what comes is sealed, what is written is not
    };
    FileWriter(FileWorker& worker, Settings settings);
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    /// False while the disk is behind: the piece was not taken, and ready() will be called.
    [[nodiscard]] bool write(std::string_view bytes);
    /// Bytes that are taken or were there.
    [[nodiscard]] std::int64_t size() const { return size_; }
    /// The first failure: no room, no permission.
    [[nodiscard]] const std::optional<core::Error>& failure() const { return failure_; }
    /// Called when there is room again, or it failed.
    void setReady(std::function<void()> ready) { ready_ = std::move(ready); }

    /// What lies in the file in the end.
    struct Written {
        std::int64_t size = 0;
        std::string hash;  ///< lower-case hexadecimal
    };
    /// All of it is on disk; nothing may be written any more. BadAnswer where a sealed one was
    /// changed on the way.
    void finish(std::function<void(core::Result<Written>)> done);

private:
    struct File;
    void flush();
    void wrote(std::size_t bytes, const std::optional<core::Error>& failure);

    FileWorker& worker_;
    std::shared_ptr<File> file_;  ///< used on the worker alone
    std::string pending_;
    std::size_t behind_ = 0;  ///< bytes handed to the worker and not written yet
    std::int64_t size_ = 0;
    bool isWaitedFor_ = false;
    std::optional<core::Error> failure_;
    std::function<void()> ready_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace sidetone::messaging
