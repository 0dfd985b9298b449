// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/FileDigest.h"

#include <fstream>
#include <optional>
#include <utility>
#include <vector>

#include "messaging/files/FileHash.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t pieceSize = 1U << 20U;
constexpr int piecesAStep = 16;

}  // namespace

struct FileDigest::File {
    std::filesystem::path path;
    std::ifstream stream{};
    FileHash sha256{HashKind::Sha256};
    FileHash md5{HashKind::Md5};
    std::vector<char> piece{};
    Sums sums{};
    bool isOver = false;
    bool hasFailed = false;

    void step() {
        if (piece.empty()) {
            piece.resize(pieceSize);
            stream.open(path, std::ios::binary);
            hasFailed = !stream.is_open();
        }
        for (int i = 0; i < piecesAStep && !isOver && !hasFailed; ++i) {
            stream.read(piece.data(), std::streamsize(piece.size()));
            const std::string_view got(piece.data(), std::size_t(stream.gcount()));
            sha256.add(got);
            md5.add(got);
            sums.size += std::int64_t(got.size());
            hasFailed = stream.bad();
            isOver = got.size() < piece.size();
        }
        if (!isOver || hasFailed) return;
        sums.sha256 = sha256.finish();
        sums.md5 = md5.finish();
    }
};

FileDigest::FileDigest(FileWorker& worker, const std::filesystem::path& file)
    : worker_(worker), file_(std::make_shared<File>(File{file})) {}

FileDigest::~FileDigest() = default;

void FileDigest::start(Done done) {
    done_ = std::move(done);
    step();
}

void FileDigest::step() {
    struct Answer {
        bool hasFailed = false;
        std::optional<Sums> sums{};
    };
    auto answer = std::make_shared<Answer>();
    worker_.run(
        [file = file_, answer] {
            file->step();
            answer->hasFailed = file->hasFailed;
            if (file->isOver) answer->sums = file->sums;
        },
        [this, answer, alive = std::weak_ptr(alive_)] {
            if (!alive.lock()) return;
            if (answer->hasFailed) {
                return done_(core::fail(core::ErrorCode::Storage, "Reading the file",
                                        "it cannot be read any more"));
            }
            if (answer->sums) return done_(*answer->sums);
            step();
        });
}

}  // namespace sidetone::messaging
