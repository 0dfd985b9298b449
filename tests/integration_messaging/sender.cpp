// SPDX-License-Identifier: GPL-3.0-or-later
// Signs in and sends messages until it is killed:
//   messaging_sender ADDRESS PASSWORD-FILE SERVER:PORT CA-FILE STORE PEER PREFIX
// It prints a line with the text of each message that is stored.
#include <unistd.h>

#include <QCoreApplication>
#include <cstdlib>
#include <fstream>

#include "Person.h"
#include "core/text.h"

namespace {

using namespace sidetone;

std::string firstLine(const char* file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

}  // namespace

int main(int count, char** arguments) {
    QCoreApplication application(count, arguments);
    if (count != 8) return 2;
    const std::string server = arguments[3];
    const auto colon = server.rfind(':');
    test::PersonSettings settings;
    settings.address = core::Address::parse(arguments[1]).value();
    settings.password = core::Secret(firstLine(arguments[2]));
    settings.resource = "sender";
    settings.server = {server.substr(0, colon),
                       std::uint16_t(std::atoi(server.substr(colon + 1).c_str()))};
    settings.caFile = arguments[4];
    settings.store = arguments[5];
    const auto peer = core::Address::parse(arguments[6]).value();
    const std::string prefix = arguments[7];
    test::Person person(settings);
    if (!person.start()) return 1;
    core::QtClock clock;
    core::Owner owner;
    int number = 0;
    const auto timer = clock.every(core::Milliseconds(5), [&] {
        if (!person.isReady()) return;
        person.messaging()
            .sendMessage(peer, prefix + std::to_string(number++))
            .then(owner, [](const core::Result<messaging::Message>& message) {
                if (!message) return;
                const auto line = message->body + "\n";
                [[maybe_unused]] const auto done = ::write(STDOUT_FILENO, line.data(), line.size());
            });
    });
    return QCoreApplication::exec();
}
