// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Coturn.h"

#include "office/servers/probes.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

std::string Coturn::where() const {
    return layout().address(Host::Edge1) + ":" + std::to_string(layout().ports.turn);
}

core::Status Coturn::prepare() {
    const std::string folder = layout().path("coturn");
    if (auto status = makeFolder(folder); !status) return status;
    auto configuration = Template::builtIn("turnserver.conf");
    configuration.set("FOLDER", folder)
        .set("PORT", layout().ports.turn)
        .set("TLS_PORT", layout().ports.turnTls)
        .set("INSIDE", layout().address(Host::Edge1))
        .set("OUTSIDE", layout().address(Host::OutsideEdge1))
        .set("FIRST", layout().turnPorts.first)
        .set("LAST", layout().turnPorts.last)
        .set("SECRET", layout().turnSecret)
        .set("DOMAIN", layout().domain)
        .set("CERTIFICATE", layout().certificate("coturn"))
        .set("KEY", layout().privateKey("coturn"));
    return writeFile(folder + "/turnserver.conf", configuration.text());
}

Command Coturn::command() const {
    return {{programs().path("/usr/bin/turnserver"), "-c", layout().path("coturn/turnserver.conf")},
            programs().environment()};
}

bool Coturn::probe() const {
    // A Binding request and the type of its success response (RFC 8489 section 5).
    const std::string request("\x00\x01\x00\x00\x21\x12\xa4\x42SidetoneProb", 20);
    const net::Endpoint server{layout().address(Host::Edge1), layout().ports.turn};
    return askByUdp(server, request).rfind(std::string("\x01\x01", 2), 0) == 0;
}

}  // namespace sidetone::office
