// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/SaslLayer.h"

#include <algorithm>

namespace sidetone::directory {
namespace {

constexpr std::size_t lengthBytes = 4;

std::string lengthOf(std::size_t size) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes += static_cast<char>((size >> static_cast<unsigned>(shift)) & 0xffU);
    }
    return bytes;
}

std::size_t readLength(std::string_view bytes) {
    std::size_t size = 0;
    for (const char byte : bytes.substr(0, lengthBytes)) {
        size = size << 8U | static_cast<unsigned char>(byte);
    }
    return size;
}

}  // namespace

SaslLayer::SaslLayer(std::shared_ptr<net::SecurityContext> context, SaslProtection protection,
                     std::size_t largestSent)
    : context_(std::move(context)),
      hides_(protection == SaslProtection::Confidentiality),
      longestPlain_(context_->longestPlain(largestSent, hides_)) {}

core::Result<std::string> SaslLayer::seal(std::string_view plain) {
    if (longestPlain_ == 0) {
        return core::fail(core::ErrorCode::BadAnswer, "Encrypting for the directory",
                          "it takes no messages of any length");
    }
    std::string out;
    while (!plain.empty()) {
        const auto piece = plain.substr(0, longestPlain_);
        plain.remove_prefix(piece.size());
        auto wrapped = context_->wrap(piece, hides_);
        if (!wrapped) return wrapped.error();
        out += lengthOf(wrapped->size()) + *wrapped;
    }
    return out;
}

core::Status SaslLayer::open(std::string_view bytes,
                             const std::function<core::Status(std::string_view)>& plain) {
    arrived_ += bytes;
    const auto alive = alive_;
    while (arrived_.size() >= lengthBytes) {
        const auto size = readLength(arrived_);
        if (size > largestTaken) {
            return core::fail(core::ErrorCode::TooLarge, "Reading what the directory answers",
                              "an encrypted piece is larger than was agreed");
        }
        if (arrived_.size() < lengthBytes + size) break;
        const auto piece = arrived_.substr(lengthBytes, size);
        arrived_.erase(0, lengthBytes + size);
        auto opened = context_->unwrap(piece, hides_);
        if (!opened) return opened.error();
        auto taken = plain(*opened);
        if (!taken || !*alive) return taken;
    }
    return {};
}

}  // namespace sidetone::directory
