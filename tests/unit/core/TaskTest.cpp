// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <optional>

#include "VirtualClock.h"
#include "core/Task.h"

using namespace sidetone::core;
using sidetone::test::VirtualClock;
using std::chrono_literals::operator""ms;

class TaskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settlesOnce() {
        Owner owner;
        Promise<int> promise;
        int calls = 0;
        int value = 0;
        promise.task().then(owner, [&](Result<int> result) {
            ++calls;
            value = result.value_or(-1);
        });
        promise.settle(7);
        promise.settle(8);
        QCOMPARE(calls, 1);
        QCOMPARE(value, 7);
    }
    void isCalledAtOnceWhereTheResultIsThere() {
        Owner owner;
        int value = 0;
        Task<int>::ready(5).then(owner, [&](Result<int> result) { value = *result; });
        QCOMPARE(value, 5);
    }
    void diesWithItsOwner() {
        Promise<int> promise;
        bool called = false;
        bool stopped = false;
        promise.onCancel([&] { stopped = true; });
        {
            Owner owner;
            promise.task().then(owner, [&](Result<int>) { called = true; });
        }
        QVERIFY(stopped);
        QVERIFY(promise.isSettled());
        promise.settle(1);
        QVERIFY(!called);
    }
    void droppingCancels() {
        Promise<int> promise;
        bool stopped = false;
        promise.onCancel([&] { stopped = true; });
        { auto task = promise.task(); }
        QVERIFY(stopped);
    }
    void deadlineCancelsAndFails() {
        VirtualClock clock;
        Owner owner;
        Promise<int> promise;
        bool stopped = false;
        std::optional<Error> error;
        promise.onCancel([&] { stopped = true; });
        promise.task()
            .withDeadline(clock, 100ms, fail(ErrorCode::Timeout, "Waiting", "no answer"))
            .then(owner, [&](Result<int> result) { error = result.error(); });
        clock.advance(99ms);
        QVERIFY(!error);
        clock.advance(1ms);
        QVERIFY(error && error->code == ErrorCode::Timeout);
        QVERIFY(stopped);
    }
    void deadlineDoesNothingAfterTheAnswer() {
        VirtualClock clock;
        Owner owner;
        Promise<int> promise;
        int calls = 0;
        promise.task()
            .withDeadline(clock, 100ms, fail(ErrorCode::Timeout, "Waiting"))
            .then(owner, [&](Result<int>) { ++calls; });
        promise.settle(1);
        clock.advance(1000ms);
        QCOMPARE(calls, 1);
        QCOMPARE(clock.pending(), std::size_t(0));
    }
    void aForgottenPromiseFails() {
        Owner owner;
        std::optional<Error> error;
        {
            Promise<int> promise;
            promise.task().then(owner, [&](Result<int> result) { error = result.error(); });
        }
        QVERIFY(error && error->code == ErrorCode::Internal);
    }
    void theOwnerMayGoInsideTheCallback() {
        auto owner = std::make_unique<Owner>();
        Promise<int> first;
        Promise<int> second;
        bool called = false;
        first.task().then(*owner, [&](Result<int>) { owner.reset(); });
        second.task().then(*owner, [&](Result<int>) { called = true; });
        first.settle(1);
        second.settle(2);
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(TaskTest)
#include "TaskTest.moc"
