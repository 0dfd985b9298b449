// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

#include "core/Log.h"
#include "core/QtClock.h"
#include "store/History.h"
#include "store/Store.h"

namespace sidetone::test {

/// Runs the event loop until the task has settled, 20 s at most.
template <class T>
core::Result<T> await(core::Task<T> task) {
    core::Owner owner;
    std::optional<core::Result<T>> result;
    std::move(task).then(owner, [&](core::Result<T> value) { result.emplace(std::move(value)); });
    const QDeadlineTimer limit(20'000);
    while (!result && !limit.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 100);
    }
    if (!result) return core::fail(core::ErrorCode::Timeout, "Waiting in a test");
    return std::move(*result);
}

inline core::Address address(std::string_view text) {
    return core::Address::parse(text).value();
}

inline core::WallTime at(std::int64_t milliseconds) {
    return core::WallTime(core::Milliseconds(milliseconds));
}

/// A store in a folder of its own.
struct StoreFixture {
    QTemporaryDir folder;
    core::QtClock clock;
    core::Log log;
    std::optional<core::Secret> key;  ///< none: the file is plain
    std::filesystem::path file =
        std::filesystem::path(folder.path().toStdString()) / "profile" / "history.db";

    [[nodiscard]] core::Result<std::unique_ptr<store::Store>> open() {
        return await(store::Store::open(file, {clock, log, store::Threading::Own, key}));
    }
};

/// An open history in a folder of its own, for each test function anew: a test class has this as a
/// second base, and calls both from its init() and cleanup().
struct HistoryFixture {
    std::unique_ptr<StoreFixture> fixture_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<store::History> history_;
    const core::Address ben_ = address("ben@office.example");

    void openHistory() {
        fixture_ = std::make_unique<StoreFixture>();
        store_ = std::move(fixture_->open().value());
        history_ = std::make_unique<store::History>(*store_);
    }
    void closeHistory() {
        history_.reset();
        store_.reset();
        fixture_.reset();
    }
};

inline store::Addition incoming(std::string body, std::string archiveId = {},
                                std::string stanzaId = {}) {
    store::Addition addition;
    addition.message.peer = address("ben@office.example");
    addition.message.body = std::move(body);
    addition.message.time = at(1'000'500);
    addition.message.archiveId = std::move(archiveId);
    addition.message.stanzaId = std::move(stanzaId);
    return addition;
}

inline store::Addition outgoing(std::string body, std::string stanzaId) {
    auto addition = incoming(std::move(body), {}, std::move(stanzaId));
    addition.message.direction = store::Direction::Out;
    addition.message.delivery = store::Delivery::Queued;
    addition.message.origin = store::Origin::Local;
    addition.senderId = store::SenderId::Unique;
    return addition;
}

}  // namespace sidetone::test
