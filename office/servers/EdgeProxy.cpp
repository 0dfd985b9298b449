// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/EdgeProxy.h"

#include "office/servers/kamailioRpc.h"
#include "office/servers/sipProbe.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

std::string EdgeProxy::where() const {
    return layout().address(outside()) + ":" + std::to_string(layout().ports.sipTls);
}

core::Status EdgeProxy::prepare() {
    if (auto status = makeFolder(folder()); !status) return status;
    auto configuration = Template::builtIn("kamailio-edge.cfg");
    configuration.set("FOLDER", folder())
        .set("NODE", layout().fullName(outside()))
        .set("DOMAIN", layout().domain)
        .set("OUTSIDE", layout().address(outside()))
        .set("INSIDE", layout().address(Host::Edge1))
        .set("INSIDE_PORT", insidePort())
        .set("CUCM1", layout().address(Host::Cucm1))
        .set("SIPS", layout().ports.sipTls)
        .set("RELAY_CONTROL", layout().ports.relayControl);
    if (auto status = writeFile(folder() + "/kamailio.cfg", configuration.text()); !status) {
        return status;
    }
    auto tls = Template::builtIn("kamailio-tls.cfg");
    tls.set("CERTIFICATE", layout().certificate(contract()))
        .set("KEY", layout().privateKey(contract()))
        .set("VERIFY", "no")
        .set("CLIENT_AUTHORITIES", layout().rootCertificate())
        .set("ROOT", layout().rootCertificate());
    return writeFile(folder() + "/tls.cfg", tls.text());
}

Command EdgeProxy::command() const {
    return {{programs().path("/usr/sbin/kamailio"), "-DD", "-E", "-f", folder() + "/kamailio.cfg",
             "-L", programs().path(Programs::libraryFolder() + "/kamailio/modules"), "-Y", folder(),
             "-m", "16", "-M", "4"},
            programs().environment()};
}

bool EdgeProxy::probe() const {
    return answersOptionsByTls({layout().address(outside()), layout().ports.sipTls},
                               layout().domain);
}

void EdgeProxy::tellMode(const Layout& layout, const std::string& number, const std::string& mode) {
    if (!layout.with("edge") || number.empty()) return;
    for (const char* node : {"expe1-sip", "expe2-sip"}) {
        [[maybe_unused]] const auto told =
            callKamailio(layout.path(node), "htable.sets", {"mode", number, mode});
    }
}

}  // namespace sidetone::office
