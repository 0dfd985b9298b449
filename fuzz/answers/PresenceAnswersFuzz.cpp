// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>

#include "net/Url.h"
#include "signin/presence/PresenceProperties.h"
#include "signin/presence/epas.h"

/// Any bytes as the presence server's answers: a redirect is always a host that makes a URL of the
/// same service, and limits of time make sense.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone;
    namespace epas = signin::epas;
    const std::string_view document(reinterpret_cast<const char*>(data), size);
    const auto login = epas::parseLogin(document);
    if (login && login->session.isEmpty() == login->redirect.empty()) std::abort();
    if (login && !login->redirect.empty()) {
        const auto url = epas::serviceUrl({login->redirect, 8443}, epas::Path::V80);
        const auto parsed = net::HttpUrl::parse(url);
        if (parsed && parsed->server.port != 8443) std::abort();
    }
    const auto password = epas::parseOneTimePassword(document);
    if (password && password->isEmpty()) std::abort();
    if (const auto properties = epas::parseConfig(document)) {
        const auto read = signin::readProperties(*properties);
        if (read.reloginUpper < read.reloginLower) std::abort();
    }
    return 0;
}
