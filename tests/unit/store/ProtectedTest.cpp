// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"
#include "core/Random.h"
#include "store/keys/MemoryKeyStore.h"
#include "store/openProtected.h"

using namespace sidetone;
using namespace sidetone::test;

namespace {

/// A key store of the desktop, or one that forgets at the end.
class Keys final : public store::KeyStore {
public:
    bool lasts = true;
    bool takes = true;  ///< what is written is there afterwards
    bool asks = false;  ///< waits for the person, who is away
    core::Task<core::Secret> read(store::SecretName name) override {
        return memory_.read(std::move(name));
    }
    core::Task<void> write(store::SecretName name, core::Secret secret) override {
        if (asks) return asking_.task();
        if (!takes) return core::Task<void>::ready({});
        return memory_.write(std::move(name), std::move(secret));
    }
    core::Task<void> remove(store::SecretName name) override {
        return memory_.remove(std::move(name));
    }
    [[nodiscard]] store::KeyStoreState state() const override {
        return {lasts, lasts ? "" : "There is no key store"};
    }

private:
    store::MemoryKeyStore memory_{""};
    core::Promise<void> asking_;
};

}  // namespace

/// The history's key, from the key store to the file.
class ProtectedTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFixture> fixture_;
    core::SystemRandom random_;

    core::Result<store::ProtectedStore> open(Keys& keys) {
        return await(store::openProtected(fixture_->file, "anna@office.example", keys, random_,
                                          {fixture_->clock, fixture_->log}));
    }

private Q_SLOTS:
    void init() { fixture_ = std::make_unique<StoreFixture>(); }

    void theKeyIsMadeOnceAndFoundAgain() {
        Keys keys;
        for (int i = 0; i < 2; ++i) {
            const auto opened = open(keys);
            QVERIFY2(opened.has_value(), opened ? "" : opened.error().sentence().c_str());
            QVERIFY(opened->isEncrypted && opened->whyNot.empty());
        }
        QVERIFY(codeWithout(core::ErrorCode::NotFound));
    }
    void withoutAKeyStoreTheFileIsPlain() {
        Keys keys;
        keys.lasts = false;
        const auto opened = open(keys);
        QVERIFY(opened && !opened->isEncrypted && !opened->whyNot.empty());
    }
    void aKeyThatIsNotKeptEncryptsNothing() {
        Keys keys;
        keys.takes = false;
        const auto opened = open(keys);
        QVERIFY(opened && !opened->isEncrypted);
    }
    void aKeyStoreThatAsksKeepsNobodyWaiting() {
        Keys keys;
        keys.asks = true;
        const auto opened = open(keys);
        QVERIFY(opened && !opened->isEncrypted && !opened->whyNot.empty());
    }
    void aLockedKeyStoreIsNamed() {
        Keys keys;
        QVERIFY(open(keys).has_value());
        Keys locked;
        locked.lasts = false;
        const auto refused = open(locked);
        QVERIFY(!refused && refused.error().answer == "There is no key store");
    }

private:
    bool codeWithout(core::ErrorCode code) {
        Keys others;
        const auto refused = open(others);
        return !refused && refused.error().code == code;
    }
};

QTEST_GUILESS_MAIN(ProtectedTest)
#include "ProtectedTest.moc"
