// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <fstream>
#include <optional>

#include "PeopleFixture.h"
#include "messaging/EncryptionControl.h"

namespace sidetone::test {

/// People of one office whose programs encrypt.
struct EncryptedPeople : PeopleFixture {
    EncryptedPeople() { set(policy, "true", "true"); }
    /// The chapter's two parameters.
    static void set(config::Settings& settings, const char* encrypts, const char* allowsPlain) {
        settings.set(config::Layer::GlobalFile, "Support_AES_Encoding_For_IM", encrypts);
        settings.set(config::Layer::GlobalFile, "Support_No_Encoding_For_IM", allowsPlain);
    }
    config::Settings policy;  ///< both allowed

    /// Starts the office and adds people from number 3 on.
    [[nodiscard]] bool start(int count) {
        bool isGood = office.start();
        for (int number = 3; number <= count && isGood; ++number) {
            const auto text = std::to_string(number);
            isGood = office.done({"user", "add", "person" + text, "--number", "200" + text,
                                  "--password", "secret" + text});
            std::ofstream(passwordFile(number)) << "secret" << text << "\n";
        }
        return isGood;
    }
    [[nodiscard]] core::Address address(int number) const {
        if (number < 3) return PeopleFixture::address(number);
        return core::Address::parse("person" + std::to_string(number) + "@" + office.domain())
            .value();
    }
    [[nodiscard]] core::Secret password(int number) const {
        if (number < 3) return office.password(number);
        return core::Secret("secret" + std::to_string(number));
    }
    [[nodiscard]] std::string passwordFile(int number) const {
        const auto text = std::to_string(number);
        if (number < 3) return office.variable("SIDETONE_PASSWORD_FILE_" + text);
        return folder.path().toStdString() + "/password" + text;
    }
    /// A program that does not encrypt.
    [[nodiscard]] std::unique_ptr<Person> plainDevice(int number, const std::string& name) const {
        return std::make_unique<Person>(PersonSettings{address(number), password(number), name,
                                                       server(), office.caFile(), storeFile(name)});
    }
    [[nodiscard]] std::unique_ptr<Person> device(int number, const std::string& name,
                                                 const config::Settings* settings = nullptr) const {
        PersonSettings person{address(number), password(number), name,
                              server(),        office.caFile(),  storeFile(name)};
        person.encrypts = true;
        person.settings = settings != nullptr ? settings : &policy;
        return std::make_unique<Person>(std::move(person));
    }
};

inline messaging::EncryptionControl& encryptionOf(Person& person) {
    return *person.messaging().encryption();
}

/// The last message of the conversation that is no event.
inline std::optional<messaging::Message> lastOf(Person& person, const core::Address& peer) {
    const auto all = person.history(peer);
    const auto found = std::find_if(all.rbegin(), all.rend(), [](const auto& message) {
        return message.kind != messaging::MessageKind::Event;
    });
    if (found == all.rend()) return {};
    return *found;
}

/// The sentences that are no messages.
inline std::vector<std::string> eventsOf(Person& person, const core::Address& peer) {
    std::vector<std::string> events;
    for (const auto& message : person.history(peer)) {
        if (message.kind == messaging::MessageKind::Event) events.push_back(message.body);
    }
    return events;
}

/// True where the last message there has this text and was protected so.
inline bool hasLast(Person& person, const core::Address& peer, const std::string& text,
                    messaging::Protection protection) {
    const auto last = lastOf(person, peer);
    return last && last->body == text && last->protection == protection;
}

/// The devices as the person's program knows them; empty while it does not.
inline std::vector<messaging::EncryptionDevice> devicesOf(Person& person,
                                                          const core::Address& peer) {
    core::Owner owner;
    std::optional<std::vector<messaging::EncryptionDevice>> devices;
    encryptionOf(person).devices(peer).then(
        owner, [&](const core::Result<std::vector<messaging::EncryptionDevice>>& found) {
            devices = found.value_or(std::vector<messaging::EncryptionDevice>());
        });
    const bool isAnswered = QTest::qWaitFor([&] { return devices.has_value(); }, 10'000);
    return isAnswered ? *devices : std::vector<messaging::EncryptionDevice>();
}
inline int activeDevices(Person& person, const core::Address& peer) {
    const auto all = devicesOf(person, peer);
    return int(
        std::count_if(all.begin(), all.end(), [](const auto& device) { return device.isActive; }));
}

}  // namespace sidetone::test
