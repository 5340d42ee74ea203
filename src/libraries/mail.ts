/** Mail, SMS, push, chat: what reaches a person and cannot be taken back. */
import type { ServiceLibrary } from './service';

export const MAIL: readonly ServiceLibrary[] = [
  {
    service: 'mail',
    packages: ['nodemailer'],
    kind: 'send',
    source: 'https://nodemailer.com/usage',
    calls: ['sendMail'],
  },
  {
    service: 'sendgrid',
    packages: ['@sendgrid/mail', '@sendgrid/client', 'sendgrid'],
    kind: 'send',
    source: 'https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send',
    calls: ['send', 'sendMultiple', 'client.mail.send.post'],
  },
  {
    service: 'resend',
    packages: ['resend'],
    kind: 'send',
    source: 'https://resend.com/docs/api-reference/emails/send-email',
    calls: ['emails.send', 'Emails.send', 'batch.send'],
  },
  {
    service: 'ses',
    packages: ['@aws-sdk/client-ses', '@aws-sdk/client-sesv2'],
    kind: 'send',
    source: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sesv2/command/SendEmailCommand/',
    calls: ['sendEmail', 'sendRawEmail', 'sendTemplatedEmail'],
    commands: ['SendEmailCommand', 'SendRawEmailCommand', 'SendTemplatedEmailCommand', 'SendBulkEmailCommand'],
  },
  {
    service: 'ses',
    packages: ['boto3', 'aioboto3'],
    kind: 'send',
    source: 'https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/ses/client/send_email.html',
    calls: ['send_email', 'send_raw_email', 'send_templated_email'],
  },
  {
    service: 'postmark',
    packages: ['postmark', 'mailgun.js', 'mailgun-js', '@mailchimp/mailchimp_transactional'],
    kind: 'send',
    source: 'https://postmarkapp.com/developer/api/email-api',
    calls: ['sendEmail', 'sendEmailWithTemplate', 'messages.create', 'messages.send', 'send'],
  },
  {
    service: 'twilio',
    packages: ['twilio', 'twilio.rest', 'vonage', '@vonage/server-sdk', 'messagebird'],
    kind: 'send',
    source: 'https://www.twilio.com/docs/messaging/api/message-resource',
    calls: ['messages.create', 'calls.create', 'sms.send', 'verifications.create'],
  },
  {
    service: 'chat',
    packages: ['@slack/web-api', '@slack/webhook', 'slack_sdk', 'discord.js'],
    kind: 'send',
    source: 'https://api.slack.com/methods/chat.postMessage',
    calls: ['chat.postMessage', 'chat_postMessage', 'send'],
  },
  {
    service: 'push',
    packages: [
      'firebase-admin',
      'firebase-admin/messaging',
      'firebase_admin.messaging',
      'web-push',
      'expo-server-sdk',
      'onesignal-node',
    ],
    kind: 'send',
    source: 'https://firebase.google.com/docs/cloud-messaging/send-message',
    calls: [
      'messaging.send',
      'sendEachForMulticast',
      'sendMulticast',
      'sendNotification',
      'sendPushNotificationsAsync',
      'createNotification',
    ],
  },
  {
    service: 'mail',
    packages: ['django.core.mail'],
    kind: 'send',
    source: 'https://docs.djangoproject.com/en/stable/topics/email/',
    calls: [
      'send_mail',
      'send_mass_mail',
      'mail_admins',
      'mail_managers',
      'EmailMessage.send',
      'EmailMultiAlternatives.send',
      'send_messages',
    ],
  },
  {
    service: 'mail',
    packages: ['smtplib', 'aiosmtplib'],
    kind: 'send',
    source: 'https://docs.python.org/3/library/smtplib.html',
    calls: ['sendmail', 'send_message', 'send'],
  },
  {
    service: 'mail',
    packages: ['flask_mail', 'fastapi_mail', 'emails'],
    kind: 'send',
    source: 'https://sabuhish.github.io/fastapi-mail/',
    calls: ['send', 'send_message'],
  },
];

/** In-house senders, by the words of the callee: something that sends, and what is sent. */
export const SEND_VERBS = /^_?(send|notify|deliver|dispatch|push_?notif|e?mail_?[a-z]|sms_?[a-z])/i;
export const SEND_NOUNS = /(e-?mail|mail(er)?|sms|notif|push_?notif|slack|whats_?app|telegram)/i;
