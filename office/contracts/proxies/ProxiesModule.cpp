// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/proxies/ProxiesModule.h"

#include <cstdio>
#include <fstream>

#include "core/Random.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {
namespace {

constexpr std::uint16_t pacPort = 8080;

struct Door {
    std::uint16_t port;
    ForwardProxy::Asks asks;
};
constexpr Door doors[] = {{3128, ForwardProxy::Asks::Nothing},
                          {3129, ForwardProxy::Asks::Basic},
                          {3130, ForwardProxy::Asks::Digest}};

}  // namespace

ProxiesModule::ProxiesModule(Desk& desk) : desk_(desk) {}

void ProxiesModule::start() {
    const Layout& layout = desk_.layout;
    (void)makeFolder(layout.path("proxies"));
    core::SystemRandom random;
    const core::Secret password(random.hex(8));
    (void)writeFile(layout.path("proxies/password"), password.reveal() + "\n");
    const auto file = layout.path("proxies/log");
    std::map<std::string, std::string> hosts;
    for (const Host host : allHosts()) hosts[layout.fullName(host)] = layout.address(host);
    for (const auto& [port, asks] : doors) {
        ForwardProxy::Settings settings;
        settings.address = layout.address(desk_.host());
        settings.port = port;
        settings.asks = asks;
        settings.user = "traveller";
        settings.password = password;
        settings.hosts = hosts;
        settings.log = [file](const std::string& line) {
            std::ofstream(file, std::ios::app) << line << "\n";
        };
        auto proxy = ForwardProxy::start(std::move(settings));
        if (proxy) {
            proxies_.push_back(std::move(*proxy));
        } else {
            std::fprintf(stderr, "proxies: %s\n", proxy.error().sentence().c_str());
        }
    }
}

HttpResponse ProxiesModule::pacFile() const {
    const Layout& layout = desk_.layout;
    HttpResponse response;
    response.contentType = "application/x-ns-proxy-autoconfig";
    response.body =
        "function FindProxyForURL(url, host) {\n    if (isPlainHostName(host) || "
        "shExpMatch(host, 'cucm*." +
        layout.domain + "')) return 'DIRECT';\n    return 'PROXY " + layout.fullName(desk_.host()) +
        ":3128';\n}\n";
    return response;
}

std::vector<HttpListener> ProxiesModule::listeners() {
    start();
    const auto own = desk_.layout.address(desk_.host());
    const HttpHandler answer = [this](const HttpRequest& request) {
        if (request.path == "/proxy.pac") return pacFile();
        HttpResponse none;
        none.status = 404;
        return none;
    };
    return {{own, pacPort, std::nullopt, answer},
            {own, desk_.layout.ports.uds, desk_.tls(), answer}};
}

}  // namespace sidetone::office
