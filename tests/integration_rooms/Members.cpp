// SPDX-License-Identifier: GPL-3.0-or-later
#include "Members.h"

#include <algorithm>
#include <fstream>

#include "core/text.h"

namespace sidetone::test {

bool Members::invent(int count) {
    const auto file = office.folder.path().toStdString() + "/password";
    std::ofstream(file) << common_.reveal();
    if (!office.office.done({"people", std::to_string(count), "--password-file", file})) {
        return false;
    }
    const auto listed = office.office.run({"user", "list"});
    for (const auto line : core::split(listed.output, '\n')) {
        const auto name = line.substr(0, line.find(' '));
        if (!name.empty()) names_.emplace_back(name);
    }
    return int(names_.size()) >= count;
}

PersonSettings Members::settingsOf(std::size_t index) const {
    const auto device = "desk" + std::to_string(index);
    auto settings = PersonSettings{
        core::Address::parse(names_.at(index) + "@" + office.office.domain()).value(),
        common_,
        device,
        office.server(),
        office.office.caFile(),
        office.storeFile(device)};
    if (index < 2) {
        settings.address = office.address(int(index) + 1);
        settings.password = office.office.password(int(index) + 1);
    }
    constexpr int edge = 11;
    if (hasEdge_ && index + 1 == count_) settings.server.host = office.office.address(1, edge);
    return settings;
}

std::unique_ptr<Person> Members::make(std::size_t index) const {
    auto settings = settingsOf(index);
    settings.encrypts = encrypts;
    auto person = std::make_unique<Person>(std::move(settings));
    for (const auto* name :
         {"Persistent_Chat_Enabled", "Support_AES_Encoding_For_IM", "Support_No_Encoding_For_IM"}) {
        person->parameters.set(config::Layer::GlobalFile, name, "true");
    }
    return person;
}

bool Members::start(int count, const std::vector<std::string>& options) {
    if (!office.office.start(options)) {
        qWarning("%s", office.office.failure().c_str());
        return false;
    }
    if (!invent(std::max(count, 5))) return false;
    count_ = std::size_t(count);
    hasEdge_ = std::any_of(options.begin(), options.end(), [](const auto& option) {
        return option.find("edge") != std::string::npos;
    });
    for (std::size_t i = 0; i < count_; ++i) {
        people.push_back(make(i));
        if (!people.back()->start()) return false;
    }
    return areReady();
}

bool Members::bring(std::size_t index) {
    people.at(index).reset();
    people.at(index) = make(index);
    auto& person = *people.at(index);
    if (!person.start()) return false;
    [&] { QTRY_VERIFY_WITH_TIMEOUT(person.isReady(), 60'000); }();
    return person.isReady();
}

bool Members::areReady() {
    for (const auto& person : people) {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(person->isReady(), 120'000); }();
        if (!person->isReady()) return false;
    }
    return true;
}

core::Address Members::meet(std::size_t count, messaging::NewRoom plan) {
    for (std::size_t i = 1; i < count; ++i) plan.people.push_back(at(i).address());
    const auto made = wait(rooms(0).create(plan));
    if (!made) {
        qWarning("%s", made.error().sentence().c_str());
        return {};
    }
    for (std::size_t i = 1; i < count; ++i) {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(!rooms(i).invitations().empty(), 30'000); }();
        if (rooms(i).invitations().empty()) return {};
        rooms(i)
            .acceptInvitation(rooms(i).invitations().front().id)
            .then(owner, [](const core::Status& joined) {
                if (!joined) qWarning("%s", joined.error().sentence().c_str());
            });
    }
    for (std::size_t i = 0; i < count; ++i) {
        [&] { QTRY_COMPARE_WITH_TIMEOUT(room(i, *made).occupants, int(count), 60'000); }();
    }
    return *made;
}

std::vector<std::string> Members::talk(std::size_t index, const core::Address& room) {
    std::vector<std::string> texts;
    for (const auto& message : at(index).history(room)) {
        if (message.kind != messaging::MessageKind::Text) continue;
        texts.push_back(message.direction == messaging::Direction::Out
                            ? message.body
                            : message.sender + ": " + message.body);
    }
    return texts;
}

std::vector<std::string> Members::minutes(std::size_t index, const core::Address& room) {
    const auto own = this->room(index, room).nickname;
    std::vector<std::string> texts;
    for (const auto& message : at(index).history(room)) {
        if (message.kind != messaging::MessageKind::Text) continue;
        const bool isOurs = message.direction == messaging::Direction::Out;
        texts.push_back((isOurs ? own : message.sender) + ": " + message.body);
    }
    return texts;
}

void Members::print(std::size_t index, const core::Address& room) {
    for (const auto& message : at(index).history(room)) {
        qWarning("%d %lld.%03lld %lld %s %s: %s", int(index),
                 (long long)(message.time.time_since_epoch().count() / 1000 % 1000),
                 (long long)(message.time.time_since_epoch().count() % 1000),
                 (long long)(message.id), message.archiveId.c_str(), message.sender.c_str(),
                 message.body.c_str());
    }
}

Members::Unread Members::unread(std::size_t index, const core::Address& room) {
    Unread result;
    const auto all = Person::await(at(index).messaging().conversations());
    if (!all) return result;
    for (const auto& conversation : *all) {
        if (conversation.peer == room) result.counter = conversation.unread;
    }
    for (const auto& message : at(index).history(room)) {
        const bool isIn = message.direction == messaging::Direction::In;
        if (isIn && !message.isRead) ++result.recount;
    }
    return result;
}

std::vector<std::string> Members::events(std::size_t index, const core::Address& room) {
    std::vector<std::string> texts;
    for (const auto& message : at(index).history(room)) {
        if (message.kind == messaging::MessageKind::Event) texts.push_back(message.body);
    }
    return texts;
}

}  // namespace sidetone::test
