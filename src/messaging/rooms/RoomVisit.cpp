// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/rooms/RoomVisit.h"

#include <algorithm>
#include <utility>

#include "messaging/convert.h"
#include "messaging/rooms/roomWords.h"
#include "xmpp/Extensions.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;

constexpr core::Milliseconds joinLimit = 30s;
constexpr core::Milliseconds firstRetry = 5s;
constexpr core::Milliseconds longestRetry = 5min;
constexpr int mostNicknames = 9;
constexpr std::size_t mostHeld = 1000;
constexpr auto overlap = 1min;
/// How far back a room without an archive is asked on the first visit.
constexpr auto firstLook = std::chrono::hours(24 * 14);

}  // namespace

RoomVisit::RoomVisit(const Parts& parts, const Listener& listener, core::Address room)
    : parts_(parts),
      listener_(listener),
      address_(std::move(room)),
      backOff_(parts.random, firstRetry, longestRetry),
      catchUp_({parts.clock, parts.log, parts.wire.archive, parts.inbox, parts.history,
                [this](const std::string& id) { return holds(id); }},
               address_) {
    backOff_.skipImmediate();
}

void RoomVisit::setStage(Stage stage) {
    const bool wasInside = isInside();
    stage_ = stage;
    if (wasInside && !isInside()) listener_.closed(*this);
    listener_.changed(*this);
    if (stage == Stage::In) listener_.opened(*this);
    const bool isBusy = stage == Stage::Asking || stage == Stage::Entering ||
                        stage == Stage::Opening || stage == Stage::Reading;
    if (hasTurn_ && !isBusy) {
        hasTurn_ = false;
        listener_.turnEnded(*this);
    }
}

void RoomVisit::propose(const std::string& name, const std::string& nickname,
                        const std::optional<core::Secret>& password) {
    if (!name.empty()) proposedName_ = name;
    if (!nickname.empty()) wishedNickname_ = nickname;
    if (password) password_ = password;
}

core::Task<void> RoomVisit::want() {
    if (isInside()) return core::Task<void>::ready({});
    core::Promise<void> promise;
    waiting_.push_back(promise);
    auto task = promise.task();
    isWanted_ = true;
    error_.reset();
    if (stage_ == Stage::Out || stage_ == Stage::Queued) {
        timer_.stop();
        nicknameTries_ = 0;
        setStage(Stage::Queued);
        listener_.wantsTurn(*this);
    }
    return task;
}

core::Task<void> RoomVisit::make(const NewRoom& plan) {
    plan_ = plan;
    if (plan.password) password_ = plan.password;
    proposedName_ = plan.name.empty() ? plan.subject : plan.name;
    return want();
}

void RoomVisit::begin() {
    if (stage_ != Stage::Queued) return listener_.turnEnded(*this);
    hasTurn_ = true;
    if (plan_) return enter();
    setStage(Stage::Asking);
    askFacts([this] { enter(); });
}

void RoomVisit::askFacts(std::function<void()> next) {
    parts_.wire.others.info(address_.text())
        .then(owner_, [this, next = std::move(next)](const core::Result<xmpp::DiscoInfo>& info) {
            if (info) {
                facts_ = RoomProfile::of(*info);
                parts_.history.describe(address_, store::ConversationKind::Room, name())
                    .then(owner_, [](const core::Status&) {});
            }
            next();
        });
}

void RoomVisit::enter() {
    nickname_ = wishedNickname_;
    if (nicknameTries_ > 0) nickname_ += " (" + std::to_string(nicknameTries_ + 1) + ")";
    setStage(Stage::Entering);
    timer_ = parts_.clock.after(joinLimit, [this] {
        retryLater(core::fail(core::ErrorCode::Timeout, "Joining " + name(),
                              "the room does not answer", "It will be tried again."));
    });
    using Known = core::Result<std::optional<store::StoredConversation>>;
    parts_.history.conversation(address_).then(owner_, [this](const Known& known) {
        const bool hasMessages = known && *known && (*known)->lastMessage != 0;
        if (hasMessages && !knownSince_) knownSince_ = (*known)->lastTime;
        xmpp::RoomEntry entry;
        entry.occupant = self();
        entry.password = password_;
        if (!facts_.hasArchive && !plan_) {
            // Without an archive the room itself tells what was said since.
            entry.since = hasMessages ? (*known)->lastTime : parts_.clock.wallTime() - firstLook;
            isReadingPast_ = !hasMessages;
        }
        entry.presence = parts_.wire.presence.own();
        if (entry.presence.show == xmpp::Show::Offline) {
            entry.presence.show = xmpp::Show::Available;
        }
        entry.extra = parts_.wire.presence.extra();
        parts_.wire.rooms.enter(entry);
    });
}

xmpp::Jid RoomVisit::self() const {
    xmpp::Jid jid(address_);
    jid.resource = nickname_;
    return jid;
}

bool RoomVisit::isSelf(const xmpp::RoomPresence& presence) const {
    return presence.has(110) || presence.from.resource == nickname_;
}

void RoomVisit::take(const xmpp::RoomPresence& presence) {
    heard();
    switch (presence.kind) {
        case xmpp::RoomPresence::Kind::Refused:
            return refused(presence);
        case xmpp::RoomPresence::Kind::Gone:
            return wentOff(presence);
        case xmpp::RoomPresence::Kind::Here:
            return tookHere(presence);
    }
}

void RoomVisit::tookHere(const xmpp::RoomPresence& presence) {
    if (stage_ < Stage::Entering || presence.from.resource.empty()) return;
    const auto& nick = presence.from.resource;
    const bool isNew = !occupants_.contains(nick);
    occupants_[nick] = {presence.item, presence.info, presence.occupantId};
    if (isSelf(presence)) {
        nickname_ = nick;  // the room may choose another one (status 210)
        occupantId_ = presence.occupantId;
        tookCodes(presence.codes);
        if (stage_ == Stage::Entering) return cameInside(presence);
        if (renaming_ && nick == newNickname_) std::exchange(renaming_, {})->settle({});
        listener_.changed(*this);
    } else if (isNew && isInside() && !facts_.isPersistent) {
        tell(cameIn(nick));
    }
    listener_.occupantsChanged(*this);
}

void RoomVisit::cameInside(const xmpp::RoomPresence& presence) {
    timer_.stop();
    error_.reset();
    listener_.occupantsChanged(*this);
    if (presence.has(201)) return open();
    if (plan_) {
        const auto error = core::fail(core::ErrorCode::Busy, "Making the room " + name(),
                                      "there is one of that address already", "Try again.");
        parts_.wire.rooms.leave(self());
        return failJoin(error);
    }
    readArchive();
}

void RoomVisit::open() {
    setStage(Stage::Opening);
    // A room that vanished while we were away begins anew as what it was.
    NewRoom plan = plan_.value_or(NewRoom());
    const bool isAgain = !plan_;
    if (isAgain) plan.name = name();
    parts_.wire.rooms.settings(address_).then(
        owner_, [this, plan, isAgain](const core::Result<xmpp::DataForm>& form) {
            auto answer = form.value_or(xmpp::DataForm());
            fill(answer, plan);
            parts_.wire.rooms.configure(address_, answer)
                .then(owner_, [this, isAgain](const core::Status& done) {
                    if (!done) {
                        parts_.wire.rooms.leave(self());
                        return failJoin(done.error());
                    }
                    plan_.reset();
                    // Its archive may have outlived it: what the last ones said is there.
                    askFacts([this, isAgain] { isAgain ? readArchive() : nowIn(); });
                });
        });
}

void RoomVisit::readArchive() {
    setStage(Stage::Reading);
    settle({});
    if (!facts_.hasArchive) return nowIn();
    parts_.history.archivePosition(address_).then(
        owner_, [this](const core::Result<std::string>& position) {
            RoomCatchUp::Position end{position.value_or(std::string()), {}};
            // Two clocks, and a message that was on its way: what is here already is known.
            if (knownSince_) end.since = *knownSince_ - overlap;
            isReadingPast_ = position && position->empty() && !knownSince_;
            catchUp_.start(end, [this] { nowIn(); });
        });
}

void RoomVisit::nowIn() {
    isReadingPast_ = false;
    if (!knownSince_) knownSince_ = parts_.clock.wallTime();
    backOff_.reset();
    backOff_.skipImmediate();
    setStage(Stage::In);
    settle({});
    for (const auto& incoming : std::exchange(held_, {})) parts_.inbox.receive(incoming);
}

bool RoomVisit::holds(const std::string& archiveId) const {
    return !archiveId.empty() && std::ranges::any_of(held_, [&](const auto& incoming) {
        const auto* id = incoming.stanza.child("stanza-id", xmpp::ns::stanzaIds);
        return id != nullptr && id->attribute("id") == archiveId &&
               id->attribute("by") == address_.text();
    });
}

bool RoomVisit::hold(const xmpp::IncomingMessage& incoming) {
    if (stage_ != Stage::Reading || held_.size() >= mostHeld) return false;
    held_.push_back(incoming);
    return true;
}

void RoomVisit::settle(const core::Status& status) {
    for (const auto& promise : std::exchange(waiting_, {})) promise.settle(status);
}

void RoomVisit::refused(const xmpp::RoomPresence& presence) {
    if (isInside()) {
        if (renaming_) {
            std::exchange(renaming_, {})->settle(whyNotIn(presence, name()));
        } else if (presence.condition == "not-acceptable") {
            notInside();
        }
        return;
    }
    if (stage_ != Stage::Entering) return;
    if (presence.condition == "conflict" && nicknameTries_ + 1 < mostNicknames) {
        ++nicknameTries_;
        return enter();
    }
    const auto error = whyNotIn(presence, name());
    // A room that its server has forgotten is locked while the first one makes it again.
    const bool isMadeAgain = presence.condition == "item-not-found" && knownSince_;
    if ((mayPass(presence) || isMadeAgain) && !plan_) return retryLater(error);
    failJoin(error);
}

void RoomVisit::failJoin(const core::Error& error) {
    forgetInside();
    isWanted_ = false;
    plan_.reset();
    error_ = error;
    setStage(Stage::Out);
    settle(error);
}

void RoomVisit::retryLater(const core::Error& error) {
    forgetInside();
    error_ = error;
    setStage(Stage::Queued);
    settle(error);
    timer_ = parts_.clock.after(backOff_.next(), [this] {
        timer_.stop();
        nicknameTries_ = 0;
        listener_.wantsTurn(*this);
    });
}

void RoomVisit::forgetInside() {
    timer_.stop();
    catchUp_.stop();
    owner_.cancelAll();
    occupants_.clear();
    held_.clear();  // the archive has them
    isPinging_ = false;
    isReadingPast_ = false;
    if (renaming_) {
        std::exchange(renaming_, {})
            ->settle(core::fail(core::ErrorCode::Unavailable, "Changing your name in " + name(),
                                "you are not in the room any more"));
    }
}

void RoomVisit::leave() {
    const bool wasInside = stage_ >= Stage::Entering;
    if (wasInside) parts_.wire.rooms.leave(self());
    forgetInside();
    isWanted_ = false;
    plan_.reset();
    error_.reset();
    setStage(Stage::Out);
    listener_.occupantsChanged(*this);
    settle(core::fail(core::ErrorCode::Cancelled, "Joining " + name(), "you left again"));
}

core::Task<void> RoomVisit::rename(const std::string& nickname) {
    if (!isInside()) {
        wishedNickname_ = nickname;
        return core::Task<void>::ready({});
    }
    if (nickname == nickname_) return core::Task<void>::ready({});
    wishedNickname_ = nickname;
    newNickname_ = nickname;
    renaming_.emplace();
    auto task = renaming_->task();
    auto wanted = self();
    wanted.resource = nickname;
    parts_.wire.rooms.update(wanted, parts_.wire.presence.own(), parts_.wire.presence.extra());
    return task;
}

}  // namespace sidetone::messaging
