// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/HttpUpload.h"

#include <algorithm>
#include <optional>

#include "core/text.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/DataForm.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

/// XEP-0363 4: nothing else may be copied into the request, and no line breaks.
bool isTaken(const std::string& name) {
    const auto lower = core::lowerAscii(name);
    return lower == "authorization" || lower == "cookie" || lower == "expires";
}

std::optional<UploadSlot> readSlot(const XmlElement& answer) {
    const auto* slot = answer.child("slot", ns::httpUpload);
    const auto* put = slot != nullptr ? slot->child("put", ns::httpUpload) : nullptr;
    const auto* get = slot != nullptr ? slot->child("get", ns::httpUpload) : nullptr;
    if (put == nullptr || get == nullptr) return {};
    UploadSlot found{std::string(put->attribute("url")), std::string(get->attribute("url")), {}};
    if (!found.putUrl.starts_with("https://") || !found.getUrl.starts_with("https://")) return {};
    for (const auto& header : put->children) {
        std::string name(header.attribute("name"));
        if (header.name != "header" || !isTaken(name)) continue;
        std::string value;
        for (const char sign : header.text) {
            if (sign != '\r' && sign != '\n') value += sign;
        }
        found.headers.emplace_back(std::move(name), std::move(value));
    }
    return found;
}

}  // namespace

HttpUpload::HttpUpload(Session& session) : Extension(session) {}
HttpUpload::~HttpUpload() = default;

core::Task<UploadSlot> HttpUpload::slot(const std::string& service, const std::string& name,
                                        std::int64_t size, const std::string& mediaType) {
    auto iq = stanza("iq", "get", service);
    XmlElement request("request", ns::httpUpload);
    request.setAttribute("filename", name).setAttribute("size", std::to_string(size));
    if (!mediaType.empty()) request.setAttribute("content-type", mediaType);
    iq.add(std::move(request));
    core::Promise<UploadSlot> promise;
    auto task = promise.task();
    session()
        .request(std::move(iq))
        .then(owner_, [promise, service](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            auto slot = readSlot(*answer);
            if (slot) return promise.settle(std::move(*slot));
            promise.settle(core::fail(
                core::ErrorCode::BadAnswer, "Asking " + service + " for a place for a file",
                "the answer names no encrypted address", "Ask your administrator."));
        });
    return task;
}

UploadLimits HttpUpload::limitsIn(const XmlElement& query) {
    const auto form = DataForm::in(query, ns::httpUpload);
    const auto largest = core::parseNumber(form.value("max-file-size"));
    return {largest ? std::int64_t(*largest) : -1};
}

}  // namespace sidetone::xmpp
