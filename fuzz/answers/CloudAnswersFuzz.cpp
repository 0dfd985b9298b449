// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>

#include "net/Url.h"
#include "signin/cloud/cloudAnswers.h"

/// Any bytes as the cloud's answers, the first one a status: wherever they lead, it is https.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone;
    namespace cloud = signin::cloud;
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    net::HttpResponse answer;
    answer.url = "https://loginp.example.com/cas/FederatedSSO?org=example.com";
    answer.status = data[0] % 2 == 0 ? 200 : 302;
    answer.headers = {{"location", text}};
    answer.body = text;
    const auto isSecure = [](const std::string& url) {
        const auto parsed = net::HttpUrl::parse(url);
        return parsed && parsed->isSecure;
    };
    const auto organisation = cloud::readLookup(answer);
    if (organisation && !organisation->ssoUrl.empty() && !isSecure(organisation->ssoUrl)) {
        std::abort();
    }
    const auto token = cloud::readToken(text);
    if (token && (token->token.isEmpty() || !isSecure(token->serviceUrl))) std::abort();
    static_cast<void>(cloud::readCredential(text));
    static_cast<void>(cloud::readMessagingHost(text));
    return 0;
}
