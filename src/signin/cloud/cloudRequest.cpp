// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/cloudRequest.h"

#include "signin/words.h"

namespace sidetone::signin::cloud {
namespace {

constexpr std::size_t largestAnswer = 1U << 20U;

}  // namespace

net::HttpRequest formRequest(std::string url,
                             const std::vector<std::pair<std::string_view, std::string>>& fields) {
    net::HttpRequest request;
    request.method = "POST";
    request.url = std::move(url);
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    for (const auto& [name, value] : fields) {
        request.body += (request.body.empty() ? "" : "&") + std::string(name) + "=";
        request.body += percentEncoded(value);
    }
    request.largestAnswer = largestAnswer;
    return request;
}

net::HttpRequest configRequest(const std::string& serviceUrl, const core::Secret& session) {
    net::HttpRequest request;
    request.url = serviceUrl + "/jabber-config.xml";
    request.bearer = session;
    request.largestAnswer = largestAnswer;
    return request;
}

}  // namespace sidetone::signin::cloud
