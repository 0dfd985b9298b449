// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/FileStream.h"

#include <utility>

namespace sidetone::office {
namespace {

constexpr std::chrono::seconds patience{5};
constexpr std::size_t pieceSize = 16384;
constexpr std::size_t largestHead = 16384;

HttpHead noNextHop() {
    return {{502, "text/plain", {{"server", "CE_C ECS"}}, {}}, 0};
}

}  // namespace

FileStream::FileStream(const Layout& layout, const InsideRequest& request)
    : link_(InsideLink::open(layout, request, patience)) {
    const auto head = headOf(request, request.original.header("content-length"));
    if (link_ && !link_->write(head)) link_.reset();
}

/// A server that takes no more may have answered already, so its answer is read all the same.
void FileStream::take(std::string_view part) {
    isRefused_ = isRefused_ || !link_ || !link_->write(part);
}

HttpHead FileStream::finish() {
    std::string bytes;
    std::string buffer(pieceSize, '\0');
    std::optional<HttpHead> head;
    while (link_ && !head && bytes.size() < largestHead) {
        const auto count = link_->read(buffer.data(), buffer.size());
        if (count <= 0) break;
        bytes.append(buffer, 0, static_cast<std::size_t>(count));
        head = parseHttpHead(bytes);
    }
    if (!head) return noNextHop();
    early_ = bytes.substr(bytes.find("\r\n\r\n") + 4);
    return std::move(*head);
}

std::optional<std::string> FileStream::next() {
    if (!early_.empty()) return std::exchange(early_, {});
    std::string piece(pieceSize, '\0');
    const auto count = link_->read(piece.data(), piece.size());
    if (count <= 0) return {};
    piece.resize(static_cast<std::size_t>(count));
    return piece;
}

}  // namespace sidetone::office
