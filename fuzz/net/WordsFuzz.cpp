// SPDX-License-Identifier: GPL-3.0-or-later
// DNS answers, PAC answers, bypass lists, proxies' challenges and addresses. The first byte
// chooses.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/Url.h"
#include "net/dnsAnswer.h"
#include "net/proxy/BypassList.h"
#include "net/proxy/ProxySettings.h"
#include "net/proxy/pacAnswer.h"
#include "net/proxy/proxyAuthorization.h"

using namespace sidetone::net;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void readRecords(std::string_view message) {
    const auto records = readSrvAnswer(message);
    if (!records) return;
    for (const auto& record : *records) {
        require(!record.target.empty() && record.target.size() <= 255);
    }
}

void readAddress(const std::string& text) {
    const auto url = HttpUrl::parse(text);
    if (url) {
        const auto again = HttpUrl::parse(url->text);
        require(again.has_value() && again->server == url->server);
    }
    const auto base = HttpUrl::parse("https://cucm1.office.example:8443/cucm-uds/version");
    const auto next = base->redirected(text);
    require(!next || next->isSecure);
    static_cast<void>(parseProxy(text));
}

void readChallenge(const std::string& text) {
    const auto scheme = chooseProxyScheme({text, text});
    if (!scheme) return;
    const HttpCredentials who{"traveller", sidetone::core::Secret("secret")};
    const auto value = proxyAuthorization(*scheme, who, "a.example:443", "0123456789abcdef");
    require(value.find('\n') == std::string::npos && value.find('\r') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 5) {
        case 0:
            readRecords(text);
            break;
        case 1:
            require(readPacAnswer(text).size() <= 16);
            break;
        case 2:
            static_cast<void>(BypassList::parse(text.substr(0, 4096)).match({"a.example", 443}));
            static_cast<void>(fitsPattern("proxy-1.example.com", text.substr(0, 4096)));
            break;
        case 3:
            readAddress(text);
            break;
        default:
            readChallenge(text);
            break;
    }
    return 0;
}
