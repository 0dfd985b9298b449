// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "VirtualClock.h"
#include "fake/Story.h"
#include "models/ChatController.h"

using namespace sidetone;
using messaging::ChatState;

class ChatTest : public QObject {
    Q_OBJECT

    struct Set {
        test::VirtualClock clock;
        test::FakeClient client{clock};
        desktop::ChatController chat{client, clock};
        Set() {
            test::fill(client, clock.wallTime());
            client.log.clear();
            chat.open(QString::fromStdString(test::partner().text()));
        }
        /// What the client was told of typing and reading; drafts are kept beside.
        [[nodiscard]] std::vector<std::string> told() const {
            std::vector<std::string> told;
            for (const auto& line : client.log) {
                if (line.starts_with("chatState") || line.starts_with("markRead")) {
                    told.push_back(line);
                }
            }
            return told;
        }
    };
    static std::string told(ChatState state) {
        return "chatState " + std::to_string(static_cast<int>(state));
    }

private Q_SLOTS:
    void tellsTypingOnceAndThenThePause() {
        Set set;
        set.chat.setDraft(QStringLiteral("a"));
        set.chat.setDraft(QStringLiteral("ab"));
        QCOMPARE(set.told(), std::vector<std::string>{told(ChatState::Composing)});
        set.clock.advance(core::Milliseconds(6000));
        QCOMPARE(set.client.log.back(), told(ChatState::Paused));
        set.chat.setDraft(QStringLiteral("abc"));
        QCOMPARE(set.client.log.back(), told(ChatState::Composing));
    }
    void sendsTrimmedAndForgetsTheDraft() {
        Set set;
        set.chat.setDraft(QStringLiteral("  hello \n"));
        set.chat.send();
        QCOMPARE(set.client.log.back(), std::string("send hello"));
        QVERIFY(set.chat.draft().isEmpty());
        const auto before = set.client.log.size();
        set.chat.setDraft(QStringLiteral("   "));
        set.chat.send();
        QCOMPARE(set.client.log.size(), before + 1);
    }
    void keepsADraftForEachConversation() {
        Set set;
        set.chat.setDraft(QStringLiteral("unsent"));
        set.chat.open(QStringLiteral("jonas.richter@office.example"));
        QVERIFY(set.chat.draft().isEmpty());
        set.chat.open(QString::fromStdString(test::partner().text()));
        QCOMPARE(set.chat.draft(), QStringLiteral("unsent"));
    }
    void marksReadOnlyWhileSeen() {
        Set set;
        QVERIFY(set.told().empty());
        set.chat.setSeen(true);
        QCOMPARE(set.client.log.back(), "markRead " + test::partner().text());
        set.chat.setSeen(false);
        set.client.log.clear();
        set.client.add(test::partner(), messaging::Direction::In, "psst", set.clock.wallTime());
        QVERIFY(set.told().empty());
    }
    void showsThatThePeerTypes() {
        Set set;
        set.client.typing(test::partner(), ChatState::Composing);
        QVERIFY(set.chat.peerTyping());
        set.client.typing(test::addressOf("x@office.example"), ChatState::Paused);
        QVERIFY(set.chat.peerTyping());
        set.client.add(test::partner(), messaging::Direction::In, "done", set.clock.wallTime());
        QVERIFY(!set.chat.peerTyping());
    }
    void rubbishOpensNothing() {
        Set set;
        const auto before = set.chat.address();
        set.chat.open(QStringLiteral("no address"));
        QCOMPARE(set.chat.address(), before);
    }
    void closesAtSignOut() {
        Set set;
        set.client.signOut();
        QVERIFY(!set.chat.isOpen());
        QCOMPARE(set.chat.messages()->count(), 0);
    }
};

QTEST_GUILESS_MAIN(ChatTest)
#include "ChatTest.moc"
