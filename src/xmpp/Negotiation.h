// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/XmlElement.h"
#include "xmpp/Ending.h"
#include "xmpp/Jid.h"
#include "xmpp/Sasl.h"
#include "xmpp/StreamParser.h"

namespace sidetone::xmpp {

/// What a negotiation is to reach.
struct NegotiationGoal {
    /// Where the server does not know the session that is to be resumed.
    enum class Unknown {
        Bind,    ///< a new one begins
        GiveUp,  ///< Failed, with NotFound: nothing was changed at the server
    };
    std::string domain;
    std::string resource;  ///< the server chooses where empty
    SaslCredentials credentials;
    std::string resumeId;       ///< the session to resume; empty: bind a new one
    std::uint32_t handled = 0;  ///< our count for it
    Unknown unknown = Unknown::Bind;
};

/// From the first stream header to a resumed or bound session (RFC 6120 4.3, XEP-0198 5).
///
/// States               wait for, and go to
///   PlainFeatures      features; <starttls/> out -> Proceed. Without STARTTLS: Failed
///   Proceed            <proceed/> -> Securing; all that came with it is thrown away
///   Securing           secured() -> Mechanisms. (Direct TLS begins here.)
///   Mechanisms         features; <auth/> out -> Authenticating
///   Authenticating     <challenge/>: stays; <success/> -> Features; <failure/>: Failed
///   Features           features; <resume/> out -> Resuming, or bind out -> Binding
///   Resuming           <resumed/> -> Resumed; <failed/>: bind out -> Binding, or Failed
///   Binding            the iq's result -> Bound; its error: Failed
///   Resumed Bound Failed are final. A stream error or its end in any state: Failed.
class Negotiation {
public:
    enum class State {
        PlainFeatures,
        Proceed,
        Securing,
        Mechanisms,
        Authenticating,
        Features,
        Resuming,
        Binding,
        Resumed,
        Bound,
        Failed,
    };
    /// What it does to the connection.
    struct Wire {
        std::function<void(std::string_view)> write;
        std::function<void()> startTls;    ///< secured() when it is done
        std::function<void()> openStream;  ///< forget the old stream, send a header
    };

    Negotiation(NegotiationGoal goal, SaslMemory& memory, Wire wire);

    /// Begins on a plain connection, or on one that has TLS already.
    void start(TlsStart tls);
    void secured();
    /// Takes what the server said; the state tells what came of it.
    State handle(const StreamEvent& event);

    [[nodiscard]] State state() const { return state_; }
    /// In Failed.
    [[nodiscard]] const Ending& ending() const { return ending_; }
    /// In Bound: our full address.
    [[nodiscard]] const Jid& jid() const { return jid_; }
    /// What the server handled of the session that was to be resumed, where it said so.
    [[nodiscard]] std::optional<std::uint32_t> serverHandled() const { return serverHandled_; }
    /// The last stream features.
    [[nodiscard]] const core::XmlElement& features() const { return features_; }
    [[nodiscard]] const Sasl* sasl() const { return sasl_.get(); }
    /// The person's own node and the one behind it, where the server names them (XEP-0233;
    /// reference/messaging.md 2.4).
    [[nodiscard]] const std::vector<std::string>& homeNodes() const { return homeNodes_; }

private:
    void onElement(const core::XmlElement& element);
    void onPlainFeatures(const core::XmlElement& element);
    void onProceed(const core::XmlElement& element);
    void onMechanisms(const core::XmlElement& element);
    void onAuthentication(const core::XmlElement& element);
    void onFeatures(const core::XmlElement& element);
    void onResumption(const core::XmlElement& element);
    void onBound(const core::XmlElement& element);
    void bind();
    /// There is no session to resume.
    void goOnWithout();
    [[nodiscard]] bool takeFeatures(const core::XmlElement& element);
    void readHandled(const core::XmlElement& element);
    void fail(core::ErrorCode code, std::string answer, std::string advice = {},
              Retry retry = Retry::Never);
    void fail(core::Error error);

    NegotiationGoal goal_;
    SaslMemory& memory_;
    Wire wire_;
    State state_ = State::PlainFeatures;
    Ending ending_;
    Jid jid_;
    std::optional<std::uint32_t> serverHandled_;
    core::XmlElement features_;
    std::vector<std::string> homeNodes_;
    std::unique_ptr<Sasl> sasl_;
};

}  // namespace sidetone::xmpp
