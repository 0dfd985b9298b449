// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <set>

#include "core/Log.h"
#include "core/Random.h"
#include "mail/EwsClient.h"
#include "mail/SavedChatControl.h"

namespace sidetone::mail {

enum class SaverState { Off, Starting, Up, Retrying, Failed };

/// Saves each closed chat to the person's mailbox, once. A chat is closed when the person closes
/// it or signs out, and by 20 minutes without a word in it. What was closed lies in the store
/// until the server has it, so that neither a dead server nor a killed program loses it; it has a
/// key by which it is found on the server, where a try ended without an answer.
///
/// States: Off <-> Starting -> Up; Up or Starting -> Retrying where the server does not answer,
/// tried again after 2 s, doubling to 5 min; -> Failed where it refuses the person, which is not
/// tried again by itself before the next sign-in, since servers lock accounts; other refusals are
/// tried again after 5 min. Events: start, rules, a closed chat, answers, the minute.
class ChatSaver final : public SavedChatControl {
    Q_OBJECT
public:
    /// All of it must outlive the saver.
    struct Ports {
        net::HttpClient& http;
        core::Clock& clock;
        core::Random& random;
        core::Log& log;
        store::Store& store;
        std::function<std::string(const core::Address&)> nameOf;  ///< of a person or a room
        std::function<std::string()> ownName;
    };
    ChatSaver(Ports ports, MailAccess access, SavingRules rules);

    void start();
    void setRules(SavingRules rules);
    /// The network is back: tries now instead of after a wait.
    void retryNow();
    /// Something was said there between two people.
    void noteMessage(const core::Address& peer);
    /// At the sign-out: the chats end. What they were is in the store when the jobs that are given
    /// to it after this run.
    void closeAll();

    [[nodiscard]] SaverState serviceState() const { return state_; }
    /// Why it is Retrying or Failed.
    [[nodiscard]] const std::optional<core::Error>& error() const { return error_; }
    [[nodiscard]] const SavingRules& rules() const { return rules_; }
    [[nodiscard]] std::string serverText() const { return client_.serverText(); }
    [[nodiscard]] int savedCount() const { return savedCount_; }

    [[nodiscard]] bool isOn() const override { return rules_.isOn; }
    [[nodiscard]] bool mayChoose() const override { return rules_.mayChoose; }
    [[nodiscard]] int waiting() const override { return waiting_; }
    [[nodiscard]] core::Task<store::SavedChatState> state(const core::Address& peer) override;
    [[nodiscard]] core::Task<int> save(const core::Address& peer) override;

private:
    void apply();
    void lookAround();
    void closeQuiet();
    void close(const core::Address& peer);
    [[nodiscard]] store::ChatClosing closingOf(const core::Address& peer);
    void countWaiting();
    /// The next of the queue, where none is under way.
    void pump();
    void handOver(store::ChatToSave chat);
    void arrived(const store::ChatToSave& chat);
    void failed(const core::Error& error);
    void setState(SaverState state, std::optional<core::Error> error);
    void logged(const core::Status& done) const;

    Ports ports_;
    EwsClient client_;
    SavingRules rules_;
    store::ChatsToSave queue_;
    std::set<core::Address> open_;  ///< people with whom something was said since the closing
    SaverState state_ = SaverState::Off;
    std::optional<core::Error> error_;
    int waiting_ = 0;
    int savedCount_ = 0;
    int failures_ = 0;
    bool isBusy_ = false;
    core::Timer pause_;
    core::Timer minute_;
    core::Owner owner_;
};

}  // namespace sidetone::mail
