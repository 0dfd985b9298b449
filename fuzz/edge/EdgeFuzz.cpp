// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <string>

#include "signin/edge/EdgeConfig.h"
#include "signin/edge/edgeCookie.h"
#include "signin/edge/edgePath.h"

namespace {

bool isOneLine(const std::string& text) {
    return text.find_first_of("\r\n") == std::string::npos;
}

}  // namespace

/// Any bytes as what an edge says: nothing of it may begin a header or a line of its own, and
/// every request stays at the node.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    if (const auto config = signin::parseEdgeConfig(bytes)) {
        if (config->ciscoUds.empty() || config->homeUds.empty()) std::abort();
        for (const auto& route : config->sipRoutes) {
            if (!isOneLine(route)) std::abort();
        }
        for (const auto& server : config->homeUds) {
            if (!isOneLine(server.host) || server.port == 0) std::abort();
        }
    }
    net::HttpResponse answer;
    answer.headers = {{"set-cookie", bytes}};
    if (!isOneLine(signin::edgeCookie(answer, "expe1.example.com").cookie.reveal())) std::abort();
    const auto url = signin::throughEdge({"expe1.example.com", 8443}, "example.com", bytes);
    if (url && (url->rfind("https://expe1.example.com:8443/", 0) != 0 || !isOneLine(*url))) {
        std::abort();
    }
    return 0;
}
