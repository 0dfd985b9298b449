// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Task.h"
#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// Asks the server for copies of what our other devices get and send (XEP-0280), once for each
/// session. The copies are ordinary messages; ChatMessage::read() unpacks them.
class Carbons : public Extension {
public:
    explicit Carbons(Session& session);
    ~Carbons() override;
    /// The server said yes in this session.
    [[nodiscard]] bool areOn() const { return on_; }
    /// Whether to ask for them, from the next session on.
    void setWanted(bool isWanted) { wanted_ = isWanted; }

    void sessionStarted() override;

private:
    bool on_ = false;
    bool wanted_ = true;
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
