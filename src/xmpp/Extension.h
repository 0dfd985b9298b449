// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/Result.h"
#include "core/XmlElement.h"

namespace sidetone::xmpp {

class Session;

/// The answer to an iq of type get or set: the payload (empty name: none), or the refusal.
using IqAnswer = core::Result<core::XmlElement>;

/// A part of the protocol that takes part in one session. It registers itself while it lives,
/// which must be shorter than the session's life; all are asked in the order of their making.
class Extension {
public:
    explicit Extension(Session& session);
    virtual ~Extension();
    Extension(const Extension&) = delete;
    Extension& operator=(const Extension&) = delete;

    /// A new session was bound: send what must be sent first. All of it leaves in one flight.
    virtual void sessionStarted() {}
    /// The session is over and cannot be resumed any more.
    virtual void sessionEnded() {}
    /// True where the message was meant for this extension; nobody else sees it then.
    virtual bool takeMessage(const core::XmlElement&) { return false; }
    virtual bool takePresence(const core::XmlElement&) { return false; }
    /// Empty where the request is none of this extension's. The error's code becomes the stanza
    /// error of the answer.
    virtual std::optional<IqAnswer> takeRequest(const core::XmlElement&) { return {}; }

protected:
    [[nodiscard]] Session& session() const { return session_; }

private:
    Session& session_;
};

}  // namespace sidetone::xmpp
