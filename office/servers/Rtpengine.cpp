// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Rtpengine.h"

#include "office/servers/probes.h"

namespace sidetone::office {

std::string Rtpengine::where() const {
    return layout().address(Host::Edge1) + ":" + std::to_string(layout().ports.relayControl);
}

core::Status Rtpengine::prepare() {
    return {};
}

Command Rtpengine::command() const {
    const std::string inside = layout().address(Host::Edge1);
    return {{programs().path("/usr/bin/rtpengine"), "--config-file=none", "--foreground",
             "--log-stderr", "--log-level=5",
             // No kernel module: all in user space.
             "--table=-1", "--interface=inside/" + inside,
             "--interface=outside/" + layout().address(Host::OutsideEdge1),
             "--listen-ng=" + where(), "--port-min=" + std::to_string(layout().relayPorts.first),
             "--port-max=" + std::to_string(layout().relayPorts.last), "--num-threads=2",
             "--timeout=60", "--silent-timeout=3600", "--delete-delay=5", "--tos=184"},
            programs().environment()};
}

bool Rtpengine::probe() const {
    // The control protocol: a cookie, then bencode.
    const net::Endpoint server{layout().address(Host::Edge1), layout().ports.relayControl};
    return askByUdp(server, "probe d7:command4:pinge").find("pong") != std::string::npos;
}

}  // namespace sidetone::office
