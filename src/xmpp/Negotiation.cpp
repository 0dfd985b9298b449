// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Negotiation.h"

#include <limits>
#include <utility>

#include "core/text.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::XmlElement;

constexpr auto bindId = "bind";

XmlElement saslMessage(std::string name, std::string_view payload) {
    XmlElement element(std::move(name), ns::sasl);
    return element.setText(core::toBase64(payload));
}

/// Home and backup (reference/messaging.md 2.4).
constexpr std::size_t mostHomeNodes = 2;

}  // namespace

Negotiation::Negotiation(NegotiationGoal goal, SaslMemory& memory, Wire wire)
    : goal_(std::move(goal)), memory_(memory), wire_(std::move(wire)) {}

void Negotiation::start(TlsStart tls) {
    if (tls == TlsStart::Direct) return secured();
    state_ = State::PlainFeatures;
    wire_.openStream();
}

void Negotiation::secured() {
    state_ = State::Mechanisms;
    wire_.openStream();
}

Negotiation::State Negotiation::handle(const StreamEvent& event) {
    switch (event.kind) {
        case StreamEvent::Kind::Header:
        case StreamEvent::Kind::Trimmed:
            break;  // a stanza that we may not have yet anyway
        case StreamEvent::Kind::Element:
            onElement(event.element);
            break;
        case StreamEvent::Kind::Closed:
            fail(ErrorCode::Unavailable, "the server ended the stream", {}, Retry::Later);
            break;
        case StreamEvent::Kind::Refused:
            fail(ErrorCode::BadAnswer, "the server sent what is no XMPP (" + event.condition + ")",
                 {}, Retry::Later);
            break;
    }
    return state_;
}

void Negotiation::onElement(const XmlElement& element) {
    if (element.is("error", ns::stream)) {
        ending_ = readStreamError(element, "Signing in");
        state_ = State::Failed;
        return;
    }
    switch (state_) {
        case State::PlainFeatures:
            return onPlainFeatures(element);
        case State::Proceed:
            return onProceed(element);
        case State::Mechanisms:
            return onMechanisms(element);
        case State::Authenticating:
            return onAuthentication(element);
        case State::Features:
            return onFeatures(element);
        case State::Resuming:
            return onResumption(element);
        case State::Binding:
            return onBound(element);
        case State::Securing:
        case State::Resumed:
        case State::Bound:
        case State::Failed:
            return;
    }
}

bool Negotiation::takeFeatures(const XmlElement& element) {
    if (!element.is("features", ns::stream)) {
        fail(ErrorCode::BadAnswer, "the server did not say what it can", {}, Retry::Later);
        return false;
    }
    features_ = element;
    return true;
}

void Negotiation::onPlainFeatures(const XmlElement& element) {
    if (!takeFeatures(element)) return;
    if (element.child("starttls", ns::tls) == nullptr) {
        return fail(ErrorCode::Untrusted, "the server offers no encryption",
                    "Nothing was sent to it. Somebody may be between you and the server: tell "
                    "your administrator.");
    }
    state_ = State::Proceed;
    wire_.write(serialize(XmlElement("starttls", ns::tls)));
}

void Negotiation::onProceed(const XmlElement& element) {
    if (!element.is("proceed", ns::tls)) {
        return fail(ErrorCode::Untrusted, "the server refused encryption",
                    "Tell your administrator.");
    }
    state_ = State::Securing;
    wire_.startTls();
}

void Negotiation::onMechanisms(const XmlElement& element) {
    if (!takeFeatures(element)) return;
    std::vector<std::string> offered;
    if (const auto* list = element.child("mechanisms", ns::sasl)) {
        for (const auto& child : list->children) {
            if (child.name == "mechanism") offered.emplace_back(core::trim(child.text));
            if (!child.is("hostname", ns::baseNames)) continue;
            const std::string node(core::trim(child.text));
            if (!node.empty() && homeNodes_.size() < mostHomeNodes) homeNodes_.push_back(node);
        }
    }
    auto chosen = Sasl::choose(offered, goal_.credentials, memory_);
    if (!chosen) return fail(std::move(chosen.error()));
    sasl_ = std::move(*chosen);
    auto first = sasl_->step({});
    if (!first) return fail(std::move(first.error()));
    state_ = State::Authenticating;
    auto message = saslMessage("auth", *first);
    message.setAttribute("mechanism", sasl_->mechanism());
    wire_.write(serialize(message));
}

void Negotiation::onAuthentication(const XmlElement& element) {
    const auto payload = core::fromBase64(element.text).value_or(std::string());
    if (element.is("challenge", ns::sasl)) {
        auto answer = sasl_->step(payload);
        if (!answer) {
            wire_.write(serialize(XmlElement("abort", ns::sasl)));
            return fail(std::move(answer.error()));
        }
        wire_.write(serialize(saslMessage("response", *answer)));
    } else if (element.is("success", ns::sasl)) {
        if (auto proved = sasl_->finish(payload); !proved) return fail(std::move(proved.error()));
        state_ = State::Features;
        wire_.openStream();
    } else if (element.is("failure", ns::sasl)) {
        ending_ = readSaslFailure(element, "Signing in", sasl_->proof());
        if (const auto said = sasl_->complaint(); !said.empty()) {
            ending_.error.answer += " (" + said + ")";
        }
        state_ = State::Failed;
    } else {
        fail(ErrorCode::BadAnswer, "the server answered the sign-in with something else", {},
             Retry::Later);
    }
}

void Negotiation::onFeatures(const XmlElement& element) {
    if (!takeFeatures(element)) return;
    if (goal_.resumeId.empty() || element.child("sm", ns::management) == nullptr) {
        return goOnWithout();
    }
    XmlElement resume("resume", ns::management);
    resume.setAttribute("previd", goal_.resumeId);
    resume.setAttribute("h", std::to_string(goal_.handled));
    state_ = State::Resuming;
    wire_.write(serialize(resume));
}

void Negotiation::readHandled(const XmlElement& element) {
    const auto h = core::parseNumber(element.attribute("h"));
    if (h && *h <= std::numeric_limits<std::uint32_t>::max()) {
        serverHandled_ = static_cast<std::uint32_t>(*h);
    }
}

void Negotiation::onResumption(const XmlElement& element) {
    if (element.is("resumed", ns::management)) {
        readHandled(element);
        state_ = State::Resumed;
    } else if (element.is("failed", ns::management)) {
        readHandled(element);
        goOnWithout();
    } else {
        fail(ErrorCode::BadAnswer, "the server answered the resumption with something else", {},
             Retry::Later);
    }
}

void Negotiation::goOnWithout() {
    if (goal_.unknown == NegotiationGoal::Unknown::Bind) return bind();
    fail(ErrorCode::NotFound, "the server does not know the session", {}, Retry::Later);
}

void Negotiation::bind() {
    XmlElement payload("bind", ns::bind);
    if (!goal_.resource.empty()) {
        payload.add(XmlElement("resource", ns::bind).setText(goal_.resource));
    }
    auto iq = stanza("iq", "set");
    iq.setAttribute("id", bindId);
    iq.add(std::move(payload));
    state_ = State::Binding;
    wire_.write(serialize(iq));
}

void Negotiation::onBound(const XmlElement& element) {
    if (!element.is("iq", ns::client) || element.attribute("id") != bindId) return;
    if (element.attribute("type") == "error") {
        auto error = readStanzaError(element, "Signing in");
        error.advice = "Ask your administrator.";
        return fail(std::move(error));
    }
    const auto* payload = element.child("bind", ns::bind);
    const auto jid = Jid::parse(payload != nullptr ? payload->childText("jid") : std::string());
    if (!jid || jid->resource.empty()) {
        return fail(ErrorCode::BadAnswer, "the server gave no address for the session", {},
                    Retry::Later);
    }
    jid_ = *jid;
    state_ = State::Bound;
}

void Negotiation::fail(ErrorCode code, std::string answer, std::string advice, Retry retry) {
    ending_ = {{code, "Signing in", std::move(answer), std::move(advice)}, retry, {}};
    state_ = State::Failed;
}

void Negotiation::fail(core::Error error) {
    ending_ = {std::move(error), Retry::Never, {}};
    state_ = State::Failed;
}

}  // namespace sidetone::xmpp
