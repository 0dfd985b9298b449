// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/FileReader.h"

#include <algorithm>
#include <fstream>
#include <utility>

namespace sidetone::messaging {
namespace {

constexpr std::size_t pieceSize = 256U << 10U;
constexpr std::size_t mostPieces = 3;

}  // namespace

struct FileReader::File {
    std::filesystem::path path;
    Part part;
    FileHash hash;
    std::unique_ptr<FileCipher> cipher{};
    std::ifstream stream{};
    bool isOpen = false;
    std::int64_t left = -1;
};

struct FileReader::Answer {
    std::string bytes;
    bool isLast = false;
    bool hasFailed = false;
    std::string hash{};
};

/// True where it worked.
bool FileReader::seal(FileCipher& cipher, Answer& answer) {
    auto sealed = cipher.update(answer.bytes);
    if (!sealed) return false;
    answer.bytes = std::move(*sealed);
    if (!answer.isLast) return true;
    const auto tag = cipher.finish();
    if (tag) answer.bytes += *tag;
    return tag.has_value();
}

FileReader::FileReader(FileWorker& worker, std::filesystem::path file, Part part,
                       std::optional<FileKey> key, HashKind hash)
    : worker_(worker), path_(std::move(file)), part_(part), key_(std::move(key)), hashKind_(hash) {
    rewind();
}

FileReader::~FileReader() = default;

void FileReader::rewind() {
    alive_ = std::make_shared<int>();
    file_ = std::make_shared<File>(File{path_, part_, FileHash(hashKind_)});
    if (key_) file_->cipher = std::make_unique<FileCipher>(FileCipher::Way::Encrypt, *key_);
    pieces_.clear();
    used_ = 0;
    isReading_ = isLast_ = hasFailed_ = false;
    readAhead();
}

std::string_view FileReader::front() const {
    if (pieces_.empty()) return {};
    return std::string_view(pieces_.front()).substr(used_);
}

void FileReader::consume(std::size_t count) {
    used_ += count;
    if (!pieces_.empty() && used_ >= pieces_.front().size()) {
        pieces_.pop_front();
        used_ = 0;
    }
    readAhead();
}

bool FileReader::isAtEnd() const {
    return isLast_ && pieces_.empty();
}

void FileReader::readAhead() {
    if (isReading_ || isLast_ || hasFailed_ || pieces_.size() >= mostPieces) return;
    isReading_ = true;
    auto answer = std::make_shared<Answer>();
    worker_.run(
        [file = file_, answer] {
            if (!file->isOpen) {
                file->isOpen = true;
                file->stream.open(file->path, std::ios::binary);
                file->stream.seekg(file->part.offset);
                file->left = file->part.length;
            }
            auto wanted = pieceSize;
            if (file->left >= 0) wanted = std::min(wanted, std::size_t(file->left));
            answer->bytes.resize(wanted);
            file->stream.read(answer->bytes.data(), std::streamsize(wanted));
            const auto got = std::size_t(file->stream.gcount());
            answer->hasFailed = file->stream.bad() || (file->stream.fail() && !file->stream.eof());
            answer->bytes.resize(got);
            if (file->left >= 0) file->left -= std::int64_t(got);
            answer->isLast = got < wanted || file->left == 0;
            file->hash.add(answer->bytes);
            if (answer->isLast) answer->hash = file->hash.finish();
            if (!file->cipher || answer->hasFailed) return;
            answer->hasFailed = !seal(*file->cipher, *answer);
        },
        [this, answer, alive = std::weak_ptr(alive_)] {
            if (alive.lock()) take(*answer);
        });
}

void FileReader::take(const Answer& answer) {
    isReading_ = false;
    hasFailed_ = answer.hasFailed;
    isLast_ = answer.isLast;
    hash_ = answer.hash;
    if (!answer.bytes.empty()) pieces_.push_back(answer.bytes);
    readAhead();
    if (ready_) ready_();
}

}  // namespace sidetone::messaging
