// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Ping.h"

#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {

Ping::Ping(Session& session) : Extension(session) {}
Ping::~Ping() = default;

core::XmlElement Ping::question(const std::string& server) {
    auto iq = stanza("iq", "get", server);
    iq.add(core::XmlElement("ping", ns::ping));
    return iq;
}

std::optional<IqAnswer> Ping::takeRequest(const core::XmlElement& iq) {
    if (iq.attribute("type") != "get" || iq.child("ping", ns::ping) == nullptr) return {};
    return core::XmlElement();
}

}  // namespace sidetone::xmpp
