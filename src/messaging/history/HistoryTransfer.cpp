// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/history/HistoryTransfer.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "messaging/history/sealedPage.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/PresenceTracker.h"
#include "xmpp/stanzas.h"

namespace sidetone::messaging {
namespace {

using core::XmlElement;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""s;

constexpr auto nameSpace = "urn:sidetone:history:1";
constexpr core::Milliseconds longestSilence = 10min;
constexpr core::Milliseconds pagePatience = 60s;
constexpr int pageMessages = 100;
/// Of text in a page: compressed and sealed it stays below what servers pass on (64 KiB).
constexpr std::size_t pageBytes = 64 * 1024;

XmlElement part(const char* name, const std::string& id) {
    XmlElement element(name, nameSpace);
    element.setAttribute("id", id);
    return element;
}

std::string deviceName(const XmlElement& element, const std::string& jid) {
    const auto name = core::printable(std::string(element.attribute("name")), 60);
    if (!name.empty()) return name;
    const auto parsed = xmpp::Jid::parse(jid);
    return parsed ? core::printable(parsed->resource, 60) : std::string();
}

/// Keeps at least one message, and no more than fit.
void cut(store::MovedPage& page) {
    std::size_t size = 0;
    std::size_t count = 0;
    for (const auto& moved : page.messages) {
        size += moved.message.body.size() + 300;
        if (count > 0 && size > pageBytes) break;
        ++count;
    }
    if (count == page.messages.size()) return;
    page.messages.resize(count);
    page.last = page.messages.back().message.id;
    page.isEnd = false;
}

}  // namespace

HistoryTransfer::HistoryTransfer(Parts parts)
    : Extension(parts.session), parts_(std::move(parts)) {}
HistoryTransfer::~HistoryTransfer() = default;

bool HistoryTransfer::isRunning() const {
    using enum HistoryTransferStage;
    const auto stage = state_.stage;
    return stage != Idle && stage != Received && stage != Given && stage != Failed;
}

void HistoryTransfer::setStage(HistoryTransferStage stage) {
    state_.stage = stage;
    if (!isRunning()) {
        silence_.stop();
        owner_.cancelAll();
        key_.reset();
        state_.code.clear();
    }
    Q_EMIT changed();
}

void HistoryTransfer::fail(const std::string& sentence) {
    state_.sentence = sentence;
    setStage(HistoryTransferStage::Failed);
}

/// The other side, or its person, may take so long.
void HistoryTransfer::wait() {
    silence_ = parts_.clock.after(longestSilence, [this] {
        sendEnd(partner_, "silence");
        fail("The other device has not answered for ten minutes.");
    });
}

void HistoryTransfer::sendEnd(const std::string& to, const std::string& reason) {
    if (to.empty()) return;
    auto iq = xmpp::stanza("iq", "set", to);
    iq.add(part("end", id_).setAttribute("reason", reason));
    iq.setAttribute("id", parts_.session.newId());
    parts_.session.send(std::move(iq));  // whatever comes back says nothing new
}

void HistoryTransfer::cancel() {
    if (!isRunning()) return setStage(HistoryTransferStage::Idle);
    if (partner_.empty()) {
        for (const auto& device : candidates_) sendEnd(device, "cancelled");
    }
    sendEnd(partner_, "cancelled");
    setStage(HistoryTransferStage::Idle);
}

void HistoryTransfer::sessionEnded() {
    if (isRunning()) fail("The connection was lost. What came so far stays; ask again.");
}

std::optional<xmpp::IqAnswer> HistoryTransfer::takeRequest(const XmlElement& iq) {
    const auto* element = iq.children.empty() ? nullptr : &iq.children.front();
    if (element == nullptr || element->nameSpace != nameSpace) return {};
    const auto from = xmpp::Jid::parse(iq.attribute("from"));
    const bool isOwn = from && !from->resource.empty() &&
                       from->address() == parts_.session.account().address &&
                       *from != parts_.session.jid();
    const auto refusal = core::fail(core::ErrorCode::Forbidden, "Moving the history");
    if (!isOwn) return refusal;
    const auto sender = from->text();
    if (element->name == "ask") return asked(sender, *element);
    if (element->attribute("id") != id_ || !isRunning()) {
        return core::fail(core::ErrorCode::NotFound, "Moving the history");
    }
    if (element->name == "answer") return answered(sender, *element);
    if (sender != partner_) return refusal;
    if (element->name == "page") return askedForPage(iq, *element);
    if (element->name == "end") return ended(*element);
    return core::fail(core::ErrorCode::Unsupported, "Moving the history");
}

xmpp::IqAnswer HistoryTransfer::ended(const XmlElement& end) {
    const auto reason = end.attribute("reason");
    if (reason == "done" && state_.stage == HistoryTransferStage::Giving) {
        state_.moved = std::max(state_.moved, state_.total);
        setStage(HistoryTransferStage::Given);
    } else if (state_.stage == HistoryTransferStage::Asked) {
        setStage(HistoryTransferStage::Idle);  // nobody asks any more
    } else {
        fail("The other device ended it.");
    }
    return XmlElement();
}

// Getting.

void HistoryTransfer::ask() {
    if (isRunning()) return;
    state_ = {};
    id_ = parts_.session.newId();
    partner_.clear();
    candidates_.clear();
    after_ = 0;
    hasPage_ = false;
    for (const auto& device : parts_.presence.devices(parts_.session.account().address)) {
        if (device != parts_.session.jid().text()) candidates_.insert(device);
    }
    if (candidates_.empty()) {
        return fail("None of your other devices is signed in. Sign in there, then ask again.");
    }
    wait();
    setStage(HistoryTransferStage::Asking);
    for (const auto& device : std::set<std::string>(candidates_)) askDevice(device);
}

void HistoryTransfer::askDevice(const std::string& device) {
    auto iq = xmpp::stanza("iq", "set", device);
    iq.add(part("ask", id_).setAttribute("name", parts_.ownName));
    parts_.session.request(std::move(iq))
        .then(owner_, [this, device](const core::Result<XmlElement>& taken) {
            if (!taken) nobodyTakes(device);
        });
}

void HistoryTransfer::nobodyTakes(const std::string& device) {
    candidates_.erase(device);
    if (candidates_.empty() && state_.stage == HistoryTransferStage::Asking) {
        fail("None of your other devices can give its history.");
    }
}

xmpp::IqAnswer HistoryTransfer::answered(const std::string& from, const XmlElement& answer) {
    if (state_.stage != HistoryTransferStage::Asking || !candidates_.contains(from)) {
        return core::fail(core::ErrorCode::Forbidden, "Moving the history");
    }
    candidates_.erase(from);
    state_.device = deviceName(answer, from);
    if (answer.attribute("allowed") != "true") {
        if (candidates_.empty()) fail("It was refused on your other device.");
        return XmlElement();
    }
    partner_ = from;
    for (const auto& other : candidates_) sendEnd(other, "answered");
    candidates_.clear();
    const auto total = core::parseNumber(answer.attribute("total"));
    state_.total = int(std::min<std::uint64_t>(total.value_or(0), 1'000'000'000));
    wait();
    setStage(HistoryTransferStage::NeedsCode);
    return XmlElement();
}

void HistoryTransfer::enterCode(const std::string& code) {
    if (state_.stage != HistoryTransferStage::NeedsCode) return;
    key_ = transferKey(code, id_);
    if (!key_) return wrongCode();
    state_.sentence.clear();
    setStage(HistoryTransferStage::Receiving);
    askForPage();
}

void HistoryTransfer::wrongCode() {
    key_.reset();
    state_.sentence = "That is not the code that the other device shows.";
    setStage(HistoryTransferStage::NeedsCode);
}

void HistoryTransfer::askForPage() {
    wait();
    auto iq = xmpp::stanza("iq", "get", partner_);
    iq.add(part("page", id_).setAttribute("after", std::to_string(after_)));
    parts_.session.request(std::move(iq), pagePatience)
        .then(owner_, [this](const core::Result<XmlElement>& answer) {
            if (!answer) return fail("The other device does not answer any more. Ask again.");
            const auto* sealed = answer->child("page", nameSpace);
            const auto page =
                sealed != nullptr ? openPage(sealed->text, after_, *key_) : std::nullopt;
            if (page) return opened(*page);
            if (!hasPage_) return wrongCode();
            fail("What the other device sent was changed on its way.");
        });
}

void HistoryTransfer::opened(const store::MovedPage& page) {
    hasPage_ = true;
    state_.moved += int(page.messages.size());
    after_ = page.last;
    store::takeMoved(parts_.store, page.messages)
        .then(owner_, [this, isEnd = page.isEnd](const core::Result<int>& taken) {
            if (!taken) {
                sendEnd(partner_, "failed");
                return fail(taken.error().sentence());
            }
            if (isEnd) return received();
            Q_EMIT changed();
            askForPage();
        });
}

void HistoryTransfer::received() {
    sendEnd(partner_, "done");
    setStage(HistoryTransferStage::Received);
}

// Giving.

xmpp::IqAnswer HistoryTransfer::asked(const std::string& from, const XmlElement& question) {
    if (isRunning()) return core::fail(core::ErrorCode::Busy, "Moving the history");
    state_ = {};
    id_ = std::string(question.attribute("id"));
    if (id_.empty()) return core::fail(core::ErrorCode::InvalidInput, "Moving the history");
    partner_ = from;
    state_.device = deviceName(question, from);
    wait();
    setStage(HistoryTransferStage::Asked);
    return XmlElement();
}

void HistoryTransfer::refuse() {
    if (state_.stage != HistoryTransferStage::Asked) return;
    auto iq = xmpp::stanza("iq", "set", partner_);
    iq.add(
        part("answer", id_).setAttribute("allowed", "false").setAttribute("name", parts_.ownName));
    iq.setAttribute("id", parts_.session.newId());
    parts_.session.send(std::move(iq));
    setStage(HistoryTransferStage::Idle);
}

void HistoryTransfer::allow() {
    if (state_.stage != HistoryTransferStage::Asked) return;
    state_.code = makeTransferCode(parts_.random);
    key_ = transferKey(state_.code, id_);
    wait();
    setStage(HistoryTransferStage::Allowed);
    store::countMoved(parts_.store).then(owner_, [this](const core::Result<int>& total) {
        tellAllowed(total.value_or(0));
    });
}

void HistoryTransfer::tellAllowed(int total) {
    state_.total = total;
    auto iq = xmpp::stanza("iq", "set", partner_);
    iq.add(part("answer", id_)
               .setAttribute("allowed", "true")
               .setAttribute("name", parts_.ownName)
               .setAttribute("total", std::to_string(total)));
    parts_.session.request(std::move(iq))
        .then(owner_, [this](const core::Result<XmlElement>& heard) {
            if (!heard) fail("The other device does not wait for it any more.");
        });
}

xmpp::IqAnswer HistoryTransfer::askedForPage(const XmlElement& iq, const XmlElement& page) {
    const auto after = core::parseNumber(page.attribute("after"));
    const bool isGiving = state_.stage == HistoryTransferStage::Allowed ||
                          state_.stage == HistoryTransferStage::Giving;
    if (!isGiving || !after) return core::fail(core::ErrorCode::InvalidInput, "Moving the history");
    wait();
    const auto from = std::int64_t(*after);
    store::readMoved(parts_.store, from, pageMessages)
        .then(owner_, [this, iq, from](core::Result<store::MovedPage> read) {
            if (read) return givePage(iq, from, std::move(*read));
            parts_.session.send(xmpp::refusalOf(iq, read.error().code));
            fail(read.error().sentence());
        });
    return xmpp::answeredLater();
}

void HistoryTransfer::givePage(const XmlElement& iq, std::int64_t after, store::MovedPage page) {
    cut(page);
    auto answer = xmpp::answerTo(iq, "result");
    answer.add(part("page", id_).setText(sealPage(page, after, *key_, parts_.random)));
    parts_.session.send(std::move(answer));
    // The first page may be asked for again, with another code.
    state_.moved =
        after == 0 ? int(page.messages.size()) : state_.moved + int(page.messages.size());
    setStage(HistoryTransferStage::Giving);
}

}  // namespace sidetone::messaging
