// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "client/Client.h"
#include "fake/FakeCalls.h"

namespace sidetone::test {

/// A client without any server: people, conversations and calls that are the same every time.
/// The test decides when a sign-in moves on, who writes and who calls.
class FakeClient final : public client::Client {
    Q_OBJECT
public:
    explicit FakeClient(core::Clock& clock) : clock_(clock), calls_(clock) {}

    [[nodiscard]] client::ClientState state() const override { return state_; }
    [[nodiscard]] const signin::Trace& trace() const override { return trace_; }
    [[nodiscard]] std::optional<core::Error> error() const override { return error_; }
    [[nodiscard]] std::vector<client::Service> services() const override { return services_; }
    [[nodiscard]] core::Address self() const override;
    [[nodiscard]] std::string selfName() const override { return "Robin Keller"; }
    core::Status signIn(const std::string& address, core::Secret password) override;
    core::Status signInAgain(const std::string& address) override {
        return signIn(address, core::Secret("kept"));
    }
    [[nodiscard]] bool canSignInAgain(const std::string& /*address*/) const override {
        return false;
    }
    void setRemember(bool /*remember*/) override {}
    [[nodiscard]] std::string presetDomain() const override { return {}; }
    [[nodiscard]] std::vector<signin::Question> questions() const override { return {}; }
    void answer(int /*question*/, signin::Answer /*answer*/) override {}
    void decline(int /*question*/) override {}
    [[nodiscard]] std::vector<net::RefusedCertificate> refusedCertificates() const override {
        return {};
    }
    core::Status trust(const net::RefusedCertificate& /*certificate*/) override { return {}; }
    [[nodiscard]] client::ConnectionSettings connectionSettings() const override {
        return connection_;
    }
    core::Status setConnectionSettings(const client::ConnectionSettings& settings) override {
        connection_ = settings;
        return {};
    }
    [[nodiscard]] const config::Settings& settings() const override { return parameters_; }
    core::Status setPreference(std::string_view /*name*/, std::string_view /*value*/) override {
        return {};
    }
    core::Status openLink(const std::string& /*link*/) override { return {}; }
    [[nodiscard]] client::NetworkView network() const override { return {}; }
    [[nodiscard]] core::Task<client::Report> makeReport(const std::string& /*text*/) override {
        return core::Task<client::Report>::ready(client::Report{});
    }
    [[nodiscard]] core::Task<void> sendReport(const client::Report& /*report*/) override {
        return core::Task<void>::ready(core::Status{});
    }
    void signOut() override;
    [[nodiscard]] messaging::Presence presence() const override { return presence_; }
    void setPresence(const messaging::Presence& presence) override;
    [[nodiscard]] std::vector<messaging::Contact> contacts() const override;
    [[nodiscard]] std::optional<messaging::Contact> contact(
        const core::Address& address) const override;
    [[nodiscard]] core::Task<std::vector<messaging::Contact>> search(
        const std::string& text) override;
    [[nodiscard]] core::Task<std::vector<client::ConversationSummary>> conversations() override;
    [[nodiscard]] core::Task<std::vector<messaging::Message>> messages(const core::Address& peer,
                                                                       std::int64_t beforeId,
                                                                       int limit) override;
    [[nodiscard]] core::Task<messaging::Message> sendMessage(const core::Address& peer,
                                                             const std::string& body) override;
    void sendChatState(const core::Address& peer, messaging::ChatState state) override;
    void markRead(const core::Address& peer) override;
    [[nodiscard]] core::Task<std::vector<client::CallRecord>> callHistory(int limit) override;
    [[nodiscard]] telephony::CallControl* calls() override;

    // What a test or the gallery does with it.
    [[nodiscard]] FakeCalls& phone() { return calls_; }
    void setState(client::ClientState state);
    void setTrace(signin::Trace trace);
    void fail(core::Error error);
    void setServices(std::vector<client::Service> services);
    void setContacts(const std::vector<messaging::Contact>& contacts);
    void changeContact(const messaging::Contact& contact);
    void setDirectory(std::vector<messaging::Contact> people) { directory_ = std::move(people); }
    void setHistory(std::vector<client::CallRecord> records);
    /// Puts a message into a conversation and tells it.
    messaging::Message add(const core::Address& peer, messaging::Direction direction,
                           const std::string& body, core::WallTime time,
                           messaging::Delivery delivery = messaging::Delivery::Read);
    void change(const messaging::Message& message);
    void typing(const core::Address& peer, messaging::ChatState state);
    void setUnread(const core::Address& peer, int unread);

    std::vector<std::string> log;  ///< the commands as they came, "markRead anna@office.example"

private:
    client::ConnectionSettings connection_;
    config::Settings parameters_;
    core::Clock& clock_;
    FakeCalls calls_;
    client::ClientState state_ = client::ClientState::SignedOut;
    signin::Trace trace_;
    std::optional<core::Error> error_;
    std::vector<client::Service> services_;
    messaging::Presence presence_;
    std::map<core::Address, messaging::Contact> contacts_;
    std::vector<messaging::Contact> directory_;
    std::map<core::Address, std::vector<messaging::Message>> messages_;
    std::map<core::Address, int> unread_;
    std::vector<client::CallRecord> history_;
    std::int64_t lastId_ = 0;
};

/// Reads an address that is known to be right.
[[nodiscard]] core::Address addressOf(const std::string& text);

}  // namespace sidetone::test
