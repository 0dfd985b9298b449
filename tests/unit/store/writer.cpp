// SPDX-License-Identifier: GPL-3.0-or-later
// Writes messages until it is killed: store_writer FILE RUN [KEY]. KEY: 32 characters, with which
// the file is encrypted. For every message that the store reports as committed, it prints one line
// with the message's stanza id.
#include <unistd.h>

#include <QCoreApplication>
#include <functional>
#include <string>

#include "core/QtClock.h"
#include "store/History.h"
#include "store/Store.h"

namespace {

using namespace sidetone;

store::Addition message(const std::string& run, int number) {
    store::Addition addition;
    addition.message.peer =
        core::Address::parse("peer" + std::to_string(number % 7) + "@office.example").value();
    addition.message.direction = number % 3 == 0 ? store::Direction::Out : store::Direction::In;
    addition.message.delivery =
        number % 3 == 0 ? store::Delivery::Queued : store::Delivery::Delivered;
    addition.message.body = "message " + std::to_string(number);
    addition.message.stanzaId = run + "-" + std::to_string(number);
    addition.message.archiveId = "archive-" + addition.message.stanzaId;
    addition.archivePosition = addition.message.archiveId;
    return addition;
}

void report(const core::Result<store::Added>& added) {
    if (!added) return;
    const auto line = added->message.stanzaId + "\n";
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, line.data(), line.size());
}

}  // namespace

int main(int count, char** arguments) {
    QCoreApplication application(count, arguments);
    if (count != 3 && count != 4) return 2;
    const std::string run = arguments[2];
    core::QtClock clock;
    core::Log log;
    core::Owner owner;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::History> history;
    core::Timer timer;
    int number = 0;
    store::Ports ports{clock, log};
    if (count == 4) ports.key = core::Secret(arguments[3]);
    store::Store::open(arguments[1], ports).then(owner, [&](auto opened) {
        if (!opened) return QCoreApplication::exit(1);
        store = std::move(*opened);
        history = std::make_unique<store::History>(*store);
        timer = clock.every(core::Milliseconds(1), [&] {
            for (int i = 0; i < 5; ++i) history->add(message(run, number++)).then(owner, report);
            if (number % 50 == 0) {
                const auto peer = message(run, number / 50).message.peer;
                history->markRead(peer).then(owner, [](const auto&) {});
            }
        });
    });
    return QCoreApplication::exec();
}
