// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// Answers others who ask whether we are there (XEP-0199).
class Ping : public Extension {
public:
    explicit Ping(Session& session);
    ~Ping() override;
    /// The question itself, for the session's own look at a silent server.
    static core::XmlElement question(const std::string& server);

    std::optional<IqAnswer> takeRequest(const core::XmlElement& iq) override;
};

}  // namespace sidetone::xmpp
