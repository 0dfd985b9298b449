// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/Clock.h"
#include "core/Task.h"
#include "core/XmlElement.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {

/// The iq requests that wait for an answer. An answer counts only from the entity that was asked
/// (RFC 6120 8.2.3), or anybody could answer for the server.
class Requests {
public:
    explicit Requests(core::Clock& clock) : clock_(clock) {}
    ~Requests();
    Requests(const Requests&) = delete;
    Requests& operator=(const Requests&) = delete;

    /// Waits for the answer to the iq, which has its id and `to` already.
    [[nodiscard]] core::Task<core::XmlElement> add(const core::XmlElement& iq,
                                                   core::Milliseconds timeout);
    /// Takes an iq of type result or error; nothing happens where nobody waits for it or it comes
    /// from somebody else.
    void answer(const core::XmlElement& iq, const Jid& self);
    /// The same where the answer was over our limits.
    void answerTrimmed(const core::XmlElement& iq, const Jid& self);
    [[nodiscard]] bool isEmpty() const { return waiting_.empty(); }
    /// No answer will come any more.
    void failAll(const core::Error& error);

private:
    struct Waiting {
        std::optional<Jid> to;  // empty: our own account or server
        std::string tried;
        core::Promise<core::XmlElement> promise;
        core::Timer timeout;
    };
    [[nodiscard]] std::optional<Waiting> take(const core::XmlElement& iq, const Jid& self);

    core::Clock& clock_;
    std::map<std::string, Waiting, std::less<>> waiting_;
};

}  // namespace sidetone::xmpp
