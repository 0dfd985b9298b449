// SPDX-License-Identifier: GPL-3.0-or-later
// Encrypted files in pieces, and their addresses.
#include <QTest>

#include "messaging/encryption/FileCipher.h"
#include "messaging/encryption/crypto.h"

using namespace sidetone;
using messaging::EncryptedFileAddress;
using messaging::FileCipher;
using messaging::FileKey;

namespace {

core::Result<std::string> through(FileCipher::Way way, const FileKey& key, const std::string& data,
                                  std::size_t piece) {
    FileCipher cipher(way, key);
    std::string out;
    for (std::size_t at = 0; at < data.size(); at += piece) {
        auto part = cipher.update(std::string_view(data).substr(at, piece));
        if (!part) return part;
        out += *part;
    }
    auto end = cipher.finish();
    if (!end) return end;
    return out + *end;
}

}  // namespace

class FileCipherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goesThroughInPiecesOfAnySize() {
        core::SeededRandom random(4);
        const auto key = FileKey::make(random);
        for (const std::size_t size : {0u, 1u, 15u, 16u, 17u, 5000u}) {
            const std::string plain(size, 'p');
            for (const std::size_t piece : {1u, 7u, 16u, 4096u}) {
                const auto sealed = through(FileCipher::Way::Encrypt, key, plain, piece);
                QCOMPARE(sealed->size(), size + 16);
                // The same as all at once.
                QCOMPARE(*sealed, *messaging::crypto::sealGcm(key.key.reveal(), key.iv, plain));
                QCOMPARE(*through(FileCipher::Way::Decrypt, key, *sealed, piece), plain);
            }
        }
    }
    void refusesWhatWasChanged() {
        core::SeededRandom random(4);
        const auto key = FileKey::make(random);
        const auto sealed = through(FileCipher::Way::Encrypt, key, "hello", 3).value();
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            auto changed = sealed;
            changed[i] = char(changed[i] ^ 1);
            QVERIFY(!through(FileCipher::Way::Decrypt, key, changed, 3));
            QVERIFY(!through(FileCipher::Way::Decrypt, key, sealed.substr(0, i), 3));
        }
        QVERIFY(!through(FileCipher::Way::Decrypt, FileKey::make(random), sealed, 3));
    }
    void readsAndWritesAddresses() {
        core::SeededRandom random(4);
        const EncryptedFileAddress address{"https://up.office.example/a/b.png",
                                           FileKey::make(random)};
        const auto text = address.text().reveal();
        QVERIFY(text.starts_with("aesgcm://up.office.example/a/b.png#"));
        QCOMPARE(text.size(), std::string("aesgcm://up.office.example/a/b.png#").size() + 88);
        for (const auto& form : {text, text + "\ndata:image/jpeg,abc"}) {
            const auto read = EncryptedFileAddress::parse(form);
            QVERIFY(read.has_value());
            QCOMPARE(read->url, address.url);
            QCOMPARE(read->key.iv, address.key.iv);
            QCOMPARE(read->key.key.reveal(), address.key.key.reveal());
        }
        const auto old = FileKey::fromFragment(std::string(96, 'A'));
        QVERIFY(old && old->iv.size() == 16);
        for (const auto& wrong :
             {std::string("https://x/y#") + std::string(88, '0'), text.substr(0, text.size() - 1),
              text + "00", std::string("aesgcm://#") + std::string(88, '0'),
              std::string("aesgcm://x y#") + std::string(88, '0'),
              std::string("aesgcm://x/y#") + std::string(88, 'g'), std::string()}) {
            QVERIFY2(!EncryptedFileAddress::parse(wrong), wrong.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(FileCipherTest)
#include "FileCipherTest.moc"
