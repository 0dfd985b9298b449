// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// A file that lies on a server, as a message tells of it: by XEP-0066, whose address is the whole
/// text of the message too, and by XEP-0447, which says more than the address.
struct SharedFile {
    std::string url;     ///< https
    std::string name{};  ///< as the sender wrote it: may hold anything
    std::string mediaType{};
    std::int64_t size = -1;  ///< bytes; -1: not told
    std::string sha256{};    ///< lower-case hexadecimal; empty: not told

    friend bool operator==(const SharedFile&, const SharedFile&) = default;
};

/// What the message says of a file; empty where it says nothing, or where it leads elsewhere than
/// its text does.
[[nodiscard]] std::optional<SharedFile> sharedFileIn(const core::XmlElement& message);
void addSharedFile(core::XmlElement& message, const SharedFile& file);

}  // namespace sidetone::xmpp
