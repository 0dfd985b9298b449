// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/EdgeModule.h"

#include <cstdio>

namespace sidetone::office {

std::vector<HttpListener> EdgeModule::listeners() {
    const Layout& layout = desk_.layout;
    const Ports& ports = layout.ports;
    const auto own = layout.address(desk_.host());
    const auto relay = [&](std::uint16_t port, Host to) {
        auto made = TcpRelay::start({own, port}, {layout.address(to), port});
        if (made) {
            relays_.push_back(std::move(*made));
        } else {
            std::fprintf(stderr, "edge: %s\n", made.error().sentence().c_str());
        }
    };
    relay(ports.xmpp, Host::Imp1);
    const HttpHandler answer = [this](const HttpRequest& request) {
        return contract_.answer(request);
    };
    const HttpStreams streams = [this](const HttpRequest& request) {
        return contract_.stream(request);
    };
    return {{own, ports.uds, desk_.tls(), answer, streams}};
}

}  // namespace sidetone::office
