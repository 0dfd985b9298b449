// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/Task.h"
#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// A place on a server for one file (XEP-0363 4).
struct UploadSlot {
    std::string putUrl;
    std::string getUrl;
    /// Authorization, Cookie and Expires alone; no line breaks.
    std::vector<std::pair<std::string, std::string>> headers;
};

/// What a server takes (XEP-0363 3).
struct UploadLimits {
    std::int64_t largest = -1;  ///< bytes; -1: not told
};

/// Asks for places to upload files to. Protocol thread.
class HttpUpload : public Extension {
public:
    explicit HttpUpload(Session& session);
    ~HttpUpload() override;

    /// `size` in bytes, as it will be uploaded. TooLarge, Busy (quota; the advice says when again)
    /// or what else the service answers; BadAnswer for addresses that are not https.
    [[nodiscard]] core::Task<UploadSlot> slot(const std::string& service, const std::string& name,
                                              std::int64_t size, const std::string& mediaType);
    /// What the service told of itself by XEP-0030; `query` as in DiscoInfo.
    [[nodiscard]] static UploadLimits limitsIn(const core::XmlElement& query);

private:
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
