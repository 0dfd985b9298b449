// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Carbons.h"

#include "xmpp/Session.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {

Carbons::Carbons(Session& session) : Extension(session) {}
Carbons::~Carbons() = default;

void Carbons::sessionStarted() {
    on_ = false;
    if (!wanted_) return;
    auto iq = stanza("iq", "set");
    iq.add(core::XmlElement("enable", ns::carbons));
    session().request(std::move(iq)).then(owner_, [this](const auto& answer) {
        on_ = answer.has_value();
        if (!on_)
            session().log().info("xmpp",
                                 "No copies for other devices: " + answer.error().sentence());
    });
}

}  // namespace sidetone::xmpp
