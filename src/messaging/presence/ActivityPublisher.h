// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/Log.h"
#include "core/Task.h"
#include "xmpp/Extension.h"
#include "xmpp/extensions/DiscoClient.h"
#include "xmpp/extensions/Pep.h"
#include "xmpp/extensions/UserActivity.h"

namespace sidetone::messaging {

/// Publishes what we do (XEP-0108) for clients of other makes, where the server has personal
/// nodes (XEP-0163). One at a time, and of many changes the last.
///
/// States: Unknown (until the server has said what it can) -> Idle <-> Publishing; No where it
/// has no such nodes. Each new session begins at Unknown: what an earlier one left on the server
/// is looked up, and taken back where it is not true any more.
class ActivityPublisher : public xmpp::Extension {
public:
    ActivityPublisher(xmpp::Session& session, xmpp::DiscoClient& disco, xmpp::Pep& nodes);

    void publish(const xmpp::UserActivity& activity);
    void sessionEnded() override;
    /// After the first flight of a new session: nothing waits for this.
    void begin();

private:
    enum class State { Unknown, No, Idle, Publishing };
    void lookUp();
    void next();

    xmpp::DiscoClient& disco_;
    xmpp::Pep& nodes_;
    State state_ = State::Unknown;
    xmpp::UserActivity wanted_;
    xmpp::UserActivity published_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
