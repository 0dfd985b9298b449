// SPDX-License-Identifier: GPL-3.0-or-later
// Signs in and chats until it is killed:
//   chaos_person ADDRESS PASSWORD-FILE SERVER,SERVER CA-FILE STORE DEVICE PEER,PEER ROOM PREFIX
// It prints "PEER TEXT" for each message that is stored.
#include <unistd.h>

#include <QCoreApplication>
#include <fstream>

#include "Person.h"
#include "core/Random.h"
#include "core/text.h"
#include "messaging/RoomControl.h"

namespace {

using namespace sidetone;

constexpr core::Milliseconds between{40};
constexpr std::uint16_t chatPort = 5222;

std::string firstLine(const char* file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

test::PersonSettings settingsOf(char** arguments) {
    test::PersonSettings settings;
    settings.address = core::Address::parse(arguments[1]).value();
    settings.password = core::Secret(firstLine(arguments[2]));
    const std::string servers = arguments[3];
    for (const auto host : core::split(servers, ',')) {
        settings.others.push_back({std::string(host), chatPort});
    }
    settings.server = settings.others.front();
    settings.others.erase(settings.others.begin());
    settings.caFile = arguments[4];
    settings.store = arguments[5];
    settings.resource = arguments[6];
    return settings;
}

/// Says something to somebody, in turn; to the room once we are in.
class Talk {
public:
    Talk(test::Person& person, const std::string& peers, core::Address room, std::string prefix)
        : person_(person), room_(std::move(room)), prefix_(std::move(prefix)) {
        for (const auto peer : core::split(peers, ',')) {
            peers_.push_back(core::Address::parse(std::string(peer)).value());
        }
    }
    void next() {
        if (!person_.messaging().isCaughtUp()) return;
        joinOnce();
        const auto& rooms = *person_.messaging().rooms();
        const auto found = rooms.room(room_);
        const bool isIn = found && found->state == messaging::RoomState::Joined;
        const auto choice = random_.below(peers_.size() + (isIn ? 1 : 0));
        say(choice < peers_.size() ? peers_[choice] : room_);
    }

private:
    void joinOnce() {
        auto& rooms = *person_.messaging().rooms();
        const auto found = rooms.room(room_);
        const bool isOut = !found || found->state == messaging::RoomState::Left ||
                           found->state == messaging::RoomState::Failed;
        if (isJoining_ || !isOut || !rooms.whyNone().empty()) return;
        isJoining_ = true;
        rooms.join(room_, {}, {}).then(owner_, [this](const core::Status&) { isJoining_ = false; });
    }
    void say(const core::Address& peer) {
        person_.messaging()
            .sendMessage(peer, prefix_ + std::to_string(number_++))
            .then(owner_, [peer](const core::Result<messaging::Message>& message) {
                if (!message) return;
                const auto line = peer.text() + " " + message->body + "\n";
                [[maybe_unused]] const auto done = ::write(STDOUT_FILENO, line.data(), line.size());
            });
    }

    test::Person& person_;
    std::vector<core::Address> peers_;
    core::Address room_;
    std::string prefix_;
    int number_ = 0;
    bool isJoining_ = false;
    core::SystemRandom random_;
    core::Owner owner_;
};

}  // namespace

int main(int count, char** arguments) {
    QCoreApplication application(count, arguments);
    if (count != 10) return 2;
    test::Person person(settingsOf(arguments));
    person.parameters.set(config::Layer::GlobalFile, "Persistent_Chat_Enabled", "true");
    if (!person.start()) return 1;
    Talk talk(person, arguments[7], core::Address::parse(arguments[8]).value(), arguments[9]);
    core::QtClock clock;
    const auto timer = clock.every(between, [&talk] { talk.next(); });
    return QCoreApplication::exec();
}
