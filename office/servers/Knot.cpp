// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Knot.h"

#include <unistd.h>

#include "office/dns/query.h"
#include "office/servers/probes.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

Knot::Knot(Surroundings surroundings, View view)
    : Server(surroundings),
      view_(view),
      zone_(view == View::Inside ? insideZone(layout()) : outsideZone(layout())) {}

std::string_view Knot::name() const {
    return view_ == View::Inside ? "knot-inside" : "knot-outside";
}

net::Endpoint Knot::publicEndpoint() const {
    const Host host = view_ == View::Inside ? Host::NameServer : Host::OutsideNameServer;
    return {layout().address(host), layout().ports.dns};
}

net::Endpoint Knot::endpoint() const {
    return behind_.host.empty() ? publicEndpoint() : behind_;
}

std::string Knot::where() const {
    return publicEndpoint().text();
}

std::string Knot::file(std::string_view what) const {
    return layout().path(std::string(name()) + "/" + std::string(what));
}

core::Status Knot::prepare() {
    if (auto status = makeFolder(file("state")); !status) return status;
    // A pid file whose number is alive stops a start, and in a PID namespace it always is.
    ::unlink(file("knot.pid").c_str());
    const net::Endpoint at = endpoint();
    auto configuration = Template::builtIn("knot.conf");
    configuration.set("ADDRESS", at.host)
        .set("PORT", at.port)
        .set("FOLDER", layout().path(name()))
        .set("DOMAIN", layout().domain);
    if (auto status = writeFile(file("knot.conf"), configuration.text()); !status) return status;
    const std::string nameServer = "ns." + layout().domain + ".";
    if (auto status = writeFile(file("root.zone"), ". 30 SOA " + nameServer + " hostmaster." +
                                                       layout().domain + ". 1 60 30 600 5\n" +
                                                       ". 30 NS " + nameServer + "\n");
        !status) {
        return status;
    }
    return publish();
}

core::Status Knot::publish() {
    zone_.raiseSerial();
    return writeFile(file("office.zone"), zone_.text());
}

bool Knot::isPublished() const {
    const std::string answer =
        askByUdp(endpoint(), dns::question(layout().domain, dns::Type::StartOfAuthority), 50);
    return dns::serialIn(answer) == zone_.serial();
}

Command Knot::command() const {
    return {{programs().path("/usr/sbin/knotd"), "-c", file("knot.conf")},
            programs().environment()};
}

bool Knot::probe() const {
    const std::string answer =
        askByUdp(endpoint(), dns::question(layout().domain, dns::Type::StartOfAuthority));
    return dns::serialIn(answer).has_value();
}

}  // namespace sidetone::office
