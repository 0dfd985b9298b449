// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/FileWriter.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace sidetone::messaging {
namespace {

constexpr std::size_t pieceSize = 256U << 10U;
constexpr std::size_t mostBehind = 1U << 20U;

core::Error diskError(const std::filesystem::path& file, int number) {
    return core::fail(core::ErrorCode::Storage, "Writing " + file.filename().string(),
                      std::strerror(number),
                      number == ENOSPC ? "Make room on the disk and try again."
                                       : "Choose another folder for received files.");
}

}  // namespace

struct FileWriter::File {
    Settings settings;
    FileHash hash;
    std::unique_ptr<FileCipher> cipher{};
    int descriptor = -1;
    std::int64_t size = 0;
    std::optional<core::Error> failure{};

    explicit File(Settings given) : settings(std::move(given)), hash(settings.hash) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor >= 0) ::close(descriptor);
    }

    void fail() { failure = diskError(settings.file, errno); }
    void open() {
        if (descriptor >= 0 || failure) return;
        std::error_code ignored;
        std::filesystem::create_directories(settings.file.parent_path(), ignored);
        descriptor = ::open(settings.file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (descriptor < 0) return fail();
        if (::fchmod(descriptor, 0600) != 0 || ::ftruncate(descriptor, settings.keep) != 0) {
            return fail();
        }
        if (settings.key)
            cipher = std::make_unique<FileCipher>(FileCipher::Way::Decrypt, *settings.key);
        std::vector<char> piece(pieceSize);
        while (size < settings.keep) {
            const auto got = ::read(descriptor, piece.data(), piece.size());
            if (got <= 0) return fail();
            hash.add({piece.data(), std::size_t(got)});
            size += got;
        }
    }
    void put(std::string_view bytes) {
        open();
        std::string clear;
        if (cipher) {
            auto opened = cipher->update(bytes);
            if (!opened) {
                failure = opened.error();
                return;
            }
            clear = std::move(*opened);
            bytes = clear;
        }
        hash.add(bytes);
        while (!bytes.empty() && !failure) {
            const auto wrote = ::write(descriptor, bytes.data(), bytes.size());
            if (wrote < 0 && errno == EINTR) continue;
            if (wrote < 0) return fail();
            bytes.remove_prefix(std::size_t(wrote));
            size += wrote;
        }
    }
    core::Result<Written> finish() {
        open();
        if (failure) return *failure;
        if (cipher && !cipher->finish()) {
            return core::fail(core::ErrorCode::BadAnswer,
                              "Decrypting " + settings.file.filename().string(),
                              "it was changed or cut on its way", "Ask for it once more.");
        }
        if (::fsync(descriptor) != 0 && errno != EINVAL) fail();
        if (failure) return *failure;
        return Written{size, hash.finish()};
    }
};

FileWriter::FileWriter(FileWorker& worker, Settings settings)
    : worker_(worker),
      file_(std::make_shared<File>(std::move(settings))),
      size_(file_->settings.keep) {}

FileWriter::~FileWriter() {
    flush();
}

bool FileWriter::write(std::string_view bytes) {
    if (behind_ >= mostBehind) {
        isWaitedFor_ = true;
        return false;
    }
    pending_ += bytes;
    size_ += std::int64_t(bytes.size());
    if (pending_.size() >= pieceSize) flush();
    return true;
}

void FileWriter::flush() {
    if (pending_.empty()) return;
    auto bytes = std::make_shared<std::string>(std::exchange(pending_, {}));
    behind_ += bytes->size();
    auto failure = std::make_shared<std::optional<core::Error>>();
    worker_.run(
        [file = file_, bytes, failure] {
            if (!file->failure) file->put(*bytes);
            *failure = file->failure;
        },
        [this, size = bytes->size(), failure, alive = std::weak_ptr(alive_)] {
            if (alive.lock()) wrote(size, *failure);
        });
}

void FileWriter::wrote(std::size_t bytes, const std::optional<core::Error>& failure) {
    behind_ -= bytes;
    if (failure && !failure_) failure_ = failure;
    if (!isWaitedFor_ && !failure_) return;
    isWaitedFor_ = false;
    if (ready_) ready_();
}

void FileWriter::finish(std::function<void(core::Result<Written>)> done) {
    flush();
    auto outcome = std::make_shared<core::Result<Written>>(Written{});
    worker_.run([file = file_, outcome] { *outcome = file->finish(); },
                [outcome, done = std::move(done), alive = std::weak_ptr(alive_)] {
                    if (alive.lock()) done(std::move(*outcome));
                });
}

}  // namespace sidetone::messaging
