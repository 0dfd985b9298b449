// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/Result.h"
#include "messaging/files/FileWorker.h"

namespace sidetone::messaging {

/// Counts the checksums of a whole file on the worker, in steps, so that other files go on beside
/// it. Dropping it ends it. Protocol thread.
class FileDigest {
public:
    FileDigest(FileWorker& worker, const std::filesystem::path& file);
    ~FileDigest();
    FileDigest(const FileDigest&) = delete;
    FileDigest& operator=(const FileDigest&) = delete;

    /// Lower-case hexadecimal, and how many bytes they are of.
    struct Sums {
        std::string sha256;
        std::string md5;
        std::int64_t size = 0;
    };
    using Done = std::function<void(core::Result<Sums>)>;
    void start(Done done);

private:
    struct File;
    void step();

    FileWorker& worker_;
    std::shared_ptr<File> file_;  ///< used on the worker alone
    Done done_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();
};

}  // namespace sidetone::messaging
