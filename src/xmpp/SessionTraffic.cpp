// SPDX-License-Identifier: GPL-3.0-or-later
// What goes over a session that is online, and how it is counted (XEP-0198).
#include <limits>
#include <utility>

#include "core/text.h"
#include "xmpp/Extension.h"
#include "xmpp/LaterAnswer.h"
#include "xmpp/SessionCore.h"
#include "xmpp/extensions/Ping.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::XmlElement;

constexpr auto room = "xmpp";
constexpr auto countRequest = "<r xmlns='urn:xmpp:sm:3'/>";
/// After so many stanzas in one flight the count is asked for in between: a slow server that has
/// much to read answers on the way, and is not taken for dead.
constexpr int stanzasPerCount = 20;
/// How long an asked-for count waits for stanzas that are just being stored.
constexpr core::Milliseconds patience{1'000};

/// How long a server keeps a lost session that does not say so, and the most that is believed;
/// in seconds.
constexpr std::uint64_t usualLife = 600;
constexpr std::uint64_t longestLife = 86'400;

}  // namespace

void Session::Core::send(XmlElement stanza, Acknowledged acknowledged) {
    const bool kept = !isOnline() && !resumeId_.empty();
    if (!isOnline() && !kept) return refuse(std::move(acknowledged));
    auto xml = serialize(stanza);
    if (isOnline()) stream_->write(xml);
    outgoing_.push({hasManagement_ ? std::move(xml) : std::string(), std::move(acknowledged)});
    countWanted_ = true;
    if (isOnline() && hasManagement_ && ++sentSinceAsked_ >= stanzasPerCount) {
        stream_->write(askForCount());
    }
}

std::string Session::Core::askForCount() {
    countWanted_ = false;
    sentSinceAsked_ = 0;
    ++countsAsked_;
    watch_.asked();
    return countRequest;
}

core::Task<XmlElement> Session::Core::request(XmlElement iq, core::Milliseconds timeout) {
    if (!isOnline() && resumeId_.empty()) {
        return core::Task<XmlElement>::ready(core::fail(ErrorCode::Unavailable, "Asking the server",
                                                        "there is no connection with it"));
    }
    iq.setAttribute("id", session_.newId());
    auto task = requests_.add(iq, timeout);
    send(std::move(iq), {});
    return task;
}

std::string Session::Core::streamFlushing() {
    if (!hasManagement_) {
        // A server without stream management acknowledges nothing: written is all there is.
        for (const auto& entry : outgoing_.takeAll()) {
            if (entry.acknowledged) entry.acknowledged(core::Status());
        }
        countWanted_ = false;
        return {};
    }
    // One question at a time, and only after something new: a server that acknowledges nothing
    // must not make us spin.
    if (!countWanted_ || countsAsked_ > 0) return {};
    return askForCount();
}

void Session::Core::askWhetherAlive() {
    if (hasManagement_) return stream_->write(askForCount());
    auto ping = Ping::question(account_.address.domain());
    request(std::move(ping), times_.answer).then(owner_, [](const auto&) {});
}

void Session::Core::streamElement(const StreamEvent& event) {
    if (event.element.nameSpace == ns::management) return takeManagement(event.element);
    if (isStanza(event.element)) takeStanza(event);
}

void Session::Core::takeManagement(const XmlElement& element) {
    if (element.name == "r") {
        handledOwed_ = true;
        if (incoming_.isSettled()) return writeHandled();
        answerTimer_ = ports_.clock.after(patience, [this] {
            answerTimer_.stop();
            if (!isOnline()) return;
            writeHandled();
            handledOwed_ = true;  // the rest follows when it is stored
        });
    } else if (element.name == "a") {
        acknowledged(element);
    } else if (element.name == "enabled") {
        incoming_.begin();
        const auto resume = element.attribute("resume");
        if (resume == "true" || resume == "1") resumeId_ = element.attribute("id");
        const auto life = core::parseNumber(element.attribute("max")).value_or(usualLife);
        sessionLife_ = std::chrono::seconds(std::min(life, longestLife));
    } else if (element.name == "failed") {
        hasManagement_ = false;
        ports_.log.info(room, "The server does not keep sessions through losses");
        stream_->write({});  // a flush, for those that wait for an acknowledgement
    }
}

void Session::Core::acknowledged(const XmlElement& element) {
    const auto h = core::parseNumber(element.attribute("h"));
    if (countsAsked_ > 0) --countsAsked_;
    const bool possible =
        h && *h <= std::numeric_limits<std::uint32_t>::max() &&
        outgoing_.acknowledge(static_cast<std::uint32_t>(*h)) == OutgoingQueue::Count::Possible;
    if (!possible) {
        resumeId_.clear();
        stream_->close("undefined-condition");
        return lost({{ErrorCode::BadAnswer,
                      "The connection with " + server_->endpoint.text(),
                      "the server acknowledged what was never sent",
                      {}},
                     Retry::Later,
                     {}});
    }
    // What was sent while this answer was under way waits for a question of its own.
    if (isOnline() && countWanted_) stream_->write({});
}

void Session::Core::writeHandled() {
    handledOwed_ = false;
    answerTimer_.stop();
    stream_->write("<a xmlns='" + std::string(ns::management) + "' h='" +
                   std::to_string(incoming_.handled()) + "'/>");
}

void Session::Core::handledAdvanced() {
    if (handledOwed_ && isOnline() && incoming_.isSettled()) writeHandled();
}

void Session::Core::takeStanza(const StreamEvent& event) {
    const auto& stanza = event.element;
    const auto ticket = incoming_.arrived(stanza);
    if (!ticket) return;  // a repetition of what is just being stored
    if (stanza.name == "iq") return takeIq(event);
    if (event.kind == StreamEvent::Kind::Trimmed) {
        ports_.log.warning(room, "Dropped a " + stanza.name + " of " +
                                     core::printable(stanza.attribute("from"), 100) +
                                     ": it is nested too deeply or too large");
        return;
    }
    if (stanza.name == "presence") {
        for (auto* extension : extensions_) {
            if (extension->takePresence(stanza)) return;
        }
        return;
    }
    for (auto* extension : extensions_) {
        if (extension->takeMessage(stanza)) return;
    }
    Q_EMIT session_.messageReceived({stanza, ticket});
}

void Session::Core::takeIq(const StreamEvent& event) {
    const auto type = event.element.attribute("type");
    if (type == "get" || type == "set") return answerRequest(event.element);
    if (event.kind == StreamEvent::Kind::Trimmed) {
        return requests_.answerTrimmed(event.element, jid_);
    }
    requests_.answer(event.element, jid_);
}

void Session::Core::answerRequest(const XmlElement& iq) {
    for (auto* extension : extensions_) {
        auto answer = extension->takeRequest(iq);
        if (!answer) continue;
        if (isAnsweredLater(*answer)) return;
        if (!*answer) return send(refusalOf(iq, answer->error().code), {});
        auto result = answerTo(iq, "result");
        if (!(*answer)->name.empty()) result.add(std::move(**answer));
        return send(std::move(result), {});
    }
    send(refusalOf(iq, ErrorCode::Unsupported), {});
}

}  // namespace sidetone::xmpp
