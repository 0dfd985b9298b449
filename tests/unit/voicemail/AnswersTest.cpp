// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "voicemail/readAnswers.h"

using namespace sidetone::voicemail;
using sidetone::core::ErrorCode;
using sidetone::core::Milliseconds;
using sidetone::core::WallTime;

namespace {

constexpr const char* list = R"(<?xml version="1.0"?>
<Messages total="7"><Message><Subject>Message from Anna Smith (1001)</Subject><Read>true</Read>
<Secure>false</Secure><Priority>Urgent</Priority><URI>/vmrest/messages/0:a</URI><MsgId>0:a</MsgId>
<From><DisplayName>Anna Smith</DisplayName><DtmfAccessId>1001</DtmfAccessId></From>
<CallerId><CallerNumber>+15551001</CallerNumber><CallerName/><CallerImage/></CallerId>
<ArrivalTime>1350661200000</ArrivalTime><Size>24064</Size><Duration>12000</Duration>
<MsgType>Voice</MsgType><IsDeleted>false</IsDeleted></Message>
<Message><MsgId>0:b</MsgId><MsgType>Fax</MsgType></Message>
<Message><URI>/vmrest/messages/0:c</URI><ArrivalTime>soon</ArrivalTime></Message></Messages>)";

}  // namespace

class AnswersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAList() {
        const auto page = readMessages(list);
        QVERIFY(page.has_value());
        QCOMPARE(page->total, std::uint64_t(7));
        QCOMPARE(page->rows, std::uint64_t(3));
        // The fax is left out.
        QCOMPARE(page->messages.size(), std::size_t(2));
        const auto& first = page->messages.front();
        QCOMPARE(first.id, std::string("0:a"));
        QCOMPARE(first.callerName, std::string("Anna Smith"));
        QCOMPARE(first.callerNumber, std::string("+15551001"));
        QVERIFY(first.arrival == WallTime(Milliseconds(1350661200000)));
        QVERIFY(first.duration == Milliseconds(12000));
        QCOMPARE(first.size, std::uint64_t(24064));
        QVERIFY(first.isRead && first.isUrgent && !first.isSecure && !first.isDeleted);
        // What is missing is made up for, or left empty.
        const auto& bare = page->messages.back();
        QCOMPARE(bare.id, std::string("0:c"));
        QVERIFY(!bare.isRead && bare.arrival == WallTime());
    }
    void writesWhatItReads() {
        const auto page = readMessages(list);
        const auto again = readMessages(writeMessages(page->messages));
        QVERIFY(again.has_value());
        QCOMPARE(again->messages, page->messages);
    }
    void readsAFolder() {
        const auto folder = readFolder(
            "<Folder><DisplayName>inbox</DisplayName><MessageCount>3</MessageCount><USN>117</USN>"
            "</Folder>");
        QVERIFY(folder.has_value());
        QVERIFY((*folder == FolderState{3, 117}));
        QCOMPARE(readFolder("<Folder/>").error().code, ErrorCode::BadAnswer);
        QCOMPARE(readFolder("<html><body>Sign in</body></html>").error().code,
                 ErrorCode::BadAnswer);
        QVERIFY(!readFolder("").has_value());
    }
    void findsTheSound() {
        const std::string before = "<Message><Attachments><Attachment><URI>";
        const std::string after =
            "</URI><contentType>audio/wav</contentType></Attachment></Attachments></Message>";
        QCOMPARE(*readSoundPath(before + "/vmrest/messages/0:a/attachments/0" + after),
                 std::string("/vmrest/messages/0:a/attachments/0"));
        // Nothing else on the server, or on another one, is asked for.
        for (const char* wrong : {"https://elsewhere.example/a.wav", "/vmrest/../admin", "/else",
                                  "/vmrest/a?harddelete=true"}) {
            QCOMPARE(*readSoundPath(before + wrong + after), std::string());
        }
        QCOMPARE(*readSoundPath("<Message/>"), std::string());
    }
    void readsRefusalsAndReleases() {
        QCOMPARE(readRefusal("<RestError><errors><code>E_VMWS_MSG_MAILBOX_FULL</code><message/>"
                             "</errors></RestError>"),
                 std::string("E_VMWS_MSG_MAILBOX_FULL"));
        QCOMPARE(readRefusal("<html>no</html>"), std::string());
        QCOMPARE(readVersion("<versionInformation><version>8.5.1</version></versionInformation>"),
                 std::string("8.5.1"));
        QCOMPARE(readVersion("nonsense"), std::string());
    }
};

QTEST_GUILESS_MAIN(AnswersTest)
#include "AnswersTest.moc"
